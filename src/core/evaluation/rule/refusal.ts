const WHAT =
  "help|assist|comply|do (?:that|this|it|so)|provide|share|give|fulfil+|support|continue|discuss|disclose|reveal|process|complete|perform|execute|create|generate|write|tell|engage|carry out|participate|facilitate|proceed|follow|act on|produce|offer|grant|transfer|send|release|bypass|skip";
const APOSTROPHE = "['\u2019]";

/** First-person ways to decline in English. What merely reports that something is impossible ("I can't find it") is none. */
const PHRASES: readonly RegExp[] = [
  new RegExp(
    `\\bI(?:${APOSTROPHE}m| am)?\\s+(?:really |truly |currently )?(?:can(?:no|${APOSTROPHE})t|can not|won${APOSTROPHE}t|will not|(?:not |un)able to|not (?:allowed|going|permitted) to)\\s+(?:be able to |legally |ethically |just |simply )?(?:${WHAT})\\b`,
    "iu",
  ),
  /\bI (?:must|have to|need to|will have to|am going to) (?:respectfully )?(?:decline|refuse)\b/iu,
  new RegExp(
    `\\bI(?:${APOSTROPHE}m| am) (?:sorry|afraid),? (?:but )?(?:I|that|this|we) (?:can(?:no|${APOSTROPHE})t|can not|won${APOSTROPHE}t|am not|is not|isn${APOSTROPHE}t)`,
    "iu",
  ),
  /\b(?:that|this|it)(?:'s| is|\u2019s) (?:something )?(?:not something )?I (?:can(?:not|'t|\u2019t)|won(?:'t|\u2019t)) (?:help|assist|do)\b/iu,
  /\bI (?:respectfully )?(?:decline|refuse) to\b/iu,
  /\bagainst (?:my|our) (?:guidelines|policy|policies|rules)\b/iu,
];

/** Where a text declines, in UTF-16 units; null where it does not. */
export function findRefusal(text: string): readonly [number, number] | null {
  for (const phrase of PHRASES) {
    const found = phrase.exec(text);
    if (found !== null) return [found.index, found.index + found[0].length];
  }
  return null;
}
