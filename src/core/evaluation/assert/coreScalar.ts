const INTEGER = /^[-+]?[0-9]+$/;
const RADIX = /^(0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What a plain scalar means in YAML 1.2's core schema, as JavaScript's tools read it: `no` and a date are text, `010` is 10. */
export function readCoreScalar(text: string): string | number | boolean | null {
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return INTEGER.test(text) || RADIX.test(text) || FLOAT.test(text) ? Number(text) : text;
}
