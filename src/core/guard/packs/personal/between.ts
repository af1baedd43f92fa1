/** Between a number's name and the number, in the languages of the names: signs, a question and who answers it, cells of a table. */
export const BETWEEN =
  "(?:[\\s_-]{0,2}(?:numbers?|num|no\\b\\.?|n[.°]|nummer|numero|numer|id|nr\\b\\.?|#|code|details|card))?[\"'*`)]{0,3}(?:\\s{0,2}\\([a-z ]{1,12}\\))?(?:\\s{0,3}[:#=.|>[(-]{1,2}){0,3}[*]{0,2}\\s{0,3}(?:(?:on (?:your|our|my|the|his|her) (?:file|record)s? )?(?:is|was|are|ist|es|est|e|to|as)\\s{1,2}|\\?\\s{1,2}(?:[a-z]{2,10}: {0,2})?(?:[a-z']{2,8}[,.]? ){0,3})?(?:</?[a-z]{1,6}>\\s{0,2}){0,3}[\"'(*`#«[\\\\]{0,4}";
