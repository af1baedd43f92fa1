import type { Check, Checks } from "../check.ts";

/** The beginning that an issuer gives its keys says nothing of the rest. */
const PREFIX = 4;

/** No row of words like `md-outlined-text-field`: some digits, or capitals among small letters. */
const generated: Check = ({ found }) => {
  const rest = found.slice(PREFIX);
  return /\d.*\d/.test(rest) || (/[a-z]/.test(rest) && /[A-Z]/.test(rest));
};

export const GENERATED_CHECKS = { generated } satisfies Checks;
