import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "../../bytes.ts";
import { foldText } from "../normal/fold.ts";

/** Crockford's base 32: no letter is taken for a digit, none spells much. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHORTEST = 4;
const LONGEST = 12;

/** `person.name` → PERSON, `person.email` → EMAIL. Undefined: not what stands for a person. */
export function kindOf(type: string): string | undefined {
  const [family, ...rest] = type.split(".");
  if (family !== "person") return undefined;
  const last = rest.at(-1) ?? "";
  return last === "" || last === "name"
    ? "PERSON"
    : last.toUpperCase().replaceAll(/[^A-Z0-9-]/g, "-");
}

/** Two spellings of one value are one: folded, small letters, one space between words. */
export const sameValue = (value: string): string =>
  foldText(value).toLowerCase().replaceAll(/\s+/g, " ").trim();

/** `[PERSON-7Q2F]`, and as many digits more as are needed. */
export const PSEUDONYM = /\[([A-Z][A-Z0-9-]{0,38})-([0-9A-HJKMNP-TV-Z]{4,12})\]/g;

/** Tokens that could be this value's, the shortest first: each is the one before with one digit more. */
export function* pseudonymsFor(
  caseKey: Uint8Array,
  kind: string,
  value: string,
): Generator<string, void> {
  const bytes = hmac(sha256, caseKey, utf8(`${kind}\n${sameValue(value)}`));
  const digits = [...bytes].map((byte) => DIGITS[byte & 31] ?? "0").join("");
  for (let length = SHORTEST; length <= LONGEST; length += 1)
    yield `[${kind}-${digits.slice(0, length)}]`;
}

/**
 * The token of a value in a case: always the same for it there, another in another case, and nobody else's in this one.
 * `holderOf` says whose value (folded) has a token already. Throws after twelve digits, which chance does not do.
 */
export function pseudonymOf(
  caseKey: Uint8Array,
  kind: string,
  value: string,
  holderOf: (token: string) => string | undefined,
): string {
  const own = sameValue(value);
  for (const token of pseudonymsFor(caseKey, kind, value)) {
    const holder = holderOf(token);
    if (holder === undefined || holder === own) return token;
  }
  throw new Error("Two values share twelve digits.");
}
