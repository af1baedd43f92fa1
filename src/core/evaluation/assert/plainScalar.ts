const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const OCTAL = /^([-+]?)0([0-7_]+)$/;
const HEXADECIMAL = /^([-+]?)0x([0-9a-fA-F_]+)$/;
const BINARY = /^([-+]?)0b([01_]+)$/;
const SIXTIES = /^([-+]?)([0-9][0-9_]*(?::[0-5]?[0-9])+)(\.[0-9_]*)?$/;
const FLOAT =
  /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;

const plainDigits = (text: string): string => text.replaceAll("_", "");
const signOf = (sign: string | undefined): number => (sign === "-" ? -1 : 1);

const RADIX: readonly (readonly [RegExp, number])[] = [
  [OCTAL, 8],
  [HEXADECIMAL, 16],
  [BINARY, 2],
];

/**
 * What a plain scalar means in YAML 1.1 as PyYAML reads it, in which ASSERT's files are written: `no` is false, `010` is 8, `1e3` and a
 * date are text. Infinities and NaN stay text: no setting can be one.
 */
export function readPlainScalar(text: string): string | number | boolean | null {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (DECIMAL.test(text) || FLOAT.test(text)) return Number(plainDigits(text));
  for (const [pattern, radix] of RADIX) {
    const [, sign, digits] = pattern.exec(text) ?? [];
    if (digits !== undefined && plainDigits(digits) !== "")
      return signOf(sign) * Number.parseInt(plainDigits(digits), radix);
  }
  const [, sign, parts, rest] = SIXTIES.exec(text) ?? [];
  return parts === undefined ? text : signOf(sign) * readSixties(parts, rest);
}

const readSixties = (parts: string, rest = ""): number =>
  plainDigits(parts)
    .split(":")
    .reduce((sum, part) => sum * 60 + Number(part), 0) + Number(`0${plainDigits(rest)}`);
