/** Between a number's name and the number, in the languages of the names. */
export const BETWEEN =
  "(?:[\\s_-]{0,2}(?:numbers?|num|no\\b\\.?|n[.°]|nummer|numero|numer|id|nr\\b\\.?|#|code|details|card))?[\"'*`)]{0,3}(?:\\s{0,2}\\([a-z ]{1,12}\\))?(?:\\s{0,3}[:#=.|>[(-]{1,2}){0,3}[*]{0,2}\\s{0,3}(?:(?:is|was|are|ist|es|est|e)\\s{1,2})?(?:<[a-z]{1,6}>)?[\"'(*`#[\\\\]{0,4}";
