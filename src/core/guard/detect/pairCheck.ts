import type { Check, Checks } from "../check.ts";
import { isChosenWord, isExpression, isPassword, isPlaceholder, isRandom } from "./random.ts";
import { isListed, labelOf } from "./secretCheck.ts";

/** The end of an element of that name: what follows is not its value. */
const CLOSES = /<\/[\w:.-]{0,40}$/;

/** A password may be any word; a token or key is made by a generator, or at least long and mixed. */
const namedValue: Check = (candidate) => {
  const { found, before } = candidate;
  const name = labelOf(candidate);
  if (CLOSES.test(before.slice(0, Math.max(0, before.length - name.length)))) return false;
  if (isPlaceholder(found) || isExpression(found)) return false;
  if (/passw|passphrase|pwd/i.test(name)) return isPassword(found) || isChosenWord(found);
  return isRandom(found) || (found.length >= 16 && /\d/.test(found) && /[A-Za-z]/.test(found));
};

/** The name is the end of an option: `--client-secret`; in a sentence, words with hyphens end so, too. */
const option: Check = (candidate) => {
  const { found, before } = candidate;
  const name = labelOf(candidate).replace(/(?:=|\s+)["']?$/, "");
  const label = before.slice(0, before.lastIndexOf(name)) + name;
  return /(?:^|[\s"'`[(])--?[\w-]{1,60}$/.test(label) && isPassword(found);
};

/** Words among what a generator made, with dots or strokes between: a path, a member of an object. */
const isPath = (text: string): boolean => /[./]/.test(text) && /[a-z]{5}/.test(text);

/** Only a comma, a bar or a bracket stands between the name and the value: it must be made by a generator. */
const handed: Check = (candidate) => {
  const { found, before } = candidate;
  if (!/\d.*\d/.test(found) || !isRandom(found)) return false;
  return !isExpression(found) && !isPath(found) && !isListed(before, labelOf(candidate));
};

export const PAIR_CHECKS = { "named-value": namedValue, option, handed } satisfies Checks;
