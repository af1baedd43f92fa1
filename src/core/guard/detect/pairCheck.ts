import type { Check, Checks } from "../check.ts";
import { isChosenWord, isExpression, isPassword, isPlaceholder, isRandom } from "./random.ts";

/** The end of an element of that name: what follows is not its value. */
const CLOSES = /<\/[\w:.-]{0,40}$/;

/** A password may be any word; a token or key is made by a generator, or at least long and mixed. */
const namedValue: Check = ({ found, match, before }) => {
  const name = match.slice(0, match.lastIndexOf(found));
  if (CLOSES.test(before.slice(0, Math.max(0, before.length - name.length)))) return false;
  if (isPlaceholder(found) || isExpression(found)) return false;
  if (/passw|passphrase|pwd/i.test(name)) return isPassword(found) || isChosenWord(found);
  return isRandom(found) || (found.length >= 16 && /\d/.test(found) && /[A-Za-z]/.test(found));
};

export const PAIR_CHECKS = { "named-value": namedValue } satisfies Checks;
