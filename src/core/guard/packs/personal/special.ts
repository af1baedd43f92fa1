import type { PackRule } from "../../pack.ts";
import type { Citation } from "../../verdict.ts";
import { type MarkSpec, markRule } from "../markRule.ts";

const article9: Citation = {
  standard: "Regulation (EU) 2016/679 (GDPR)",
  clause: "Article 9(1) special categories",
  url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
};
const article10: Citation = { ...article9, clause: "Article 10 criminal convictions and offences" };

/** Somebody, whom what follows is said of. */
const SOMEBODY =
  "(?:he|she|they|i|who|patient|employee|client|applicant|customer|mr\\.?|mrs\\.?|ms\\.?|dr\\.?)(?: [a-z'-]{2,20}){0,3}?";

const special = (
  name: string,
  citation: Citation,
  spec: Omit<MarkSpec, "type" | "action">,
): PackRule =>
  markRule(`gdpr/${name}`, citation, {
    type: `person.${name}`,
    action: "rewrite",
    confidence: 0.6,
    ...spec,
  });

/** Said of somebody in plain words; a text that speaks of such things in general is not meant. */
export const specialCategories: readonly PackRule[] = [
  special("health", article9, {
    message: "The text says something of a person's health.",
    pattern: `\\b(?:${SOMEBODY} (?:is|was|has been|have been|had been) (?:diagnosed with|treated for|hospitali[sz]ed (?:for|with)|hiv[- ]positive|pregnant|disabled)(?: [a-z0-9'-]{2,24}){0,4}|diagnosis\\s?: ?[a-z][a-z '-]{2,60}|(?:suffers?|suffering|died) (?:from|of) [a-z][a-z'-]{3,30}(?: [a-z'-]{3,20}){0,2}|on sick leave (?:for|because of|with) [a-z][a-z '-]{3,40})`,
    examples: [
      "She was diagnosed with severe asthma.",
      "Diagnosis: Migraine",
      "The employee suffers from depression",
    ],
    counterExamples: ["The server is diagnosed automatically.", "Hospitals were attacked."],
  }),
  special("belief", article9, {
    message: "The text says what a person believes.",
    pattern: `\\b${SOMEBODY} (?:is|was|are|am) (?:an? |a practi[sc]ing |a devout )?(?:catholic|protestant|christian|muslim|jewish|hindu|sikh|buddhist|atheist|jehovah's witness|mormon)\\b`,
    examples: ["She is a practising Catholic.", "He is Jewish"],
    counterExamples: ["The Catholic hospital was affected."],
  }),
  special("union", article9, {
    message: "The text says that a person is in a trade union.",
    pattern: `\\b(?:${SOMEBODY} (?:is|was|are|became) (?:an? )?(?:active )?(?:trade[- ])?union (?:member|representative|steward)|trade[- ]union membership\\s?: ?\\w{2,40})`,
    examples: ["He is a union representative.", "Trade union membership: IG Metall"],
    counterExamples: ["the union of two sets"],
  }),
  special("orientation", article9, {
    message: "The text says something of a person's sex life or orientation.",
    pattern: `\\b(?:${SOMEBODY} (?:is|was|are|am) (?:openly )?(?:gay|lesbian|bisexual|homosexual|transgender)|sexual orientation\\s?: ?[a-z]{3,20})\\b`,
    examples: ["He is openly gay.", "Sexual orientation: bisexual"],
    counterExamples: ["the sexual orientation clause"],
  }),
  special("origin", article9, {
    message: "The text says something of a person's ethnic origin.",
    pattern:
      "\\b(?:ethnicity|ethnic origin|race|racial origin)\\s?: ?[a-z][a-z /-]{2,30}|\\bof (?:roma|jewish|arab|african|asian|kurdish|turkish|hispanic) (?:origin|descent)\\b",
    examples: ["Ethnicity: Roma", "a man of Kurdish descent"],
    counterExamples: ["a race condition", "race between two threads"],
  }),
  special("politics", article9, {
    message: "The text says what a person holds in politics.",
    pattern: `\\b(?:${SOMEBODY} (?:votes?|voted) (?:for|against) [a-z][a-z '-]{2,30}|political (?:opinion|affiliation|party)\\s?: ?[a-z][a-z '-]{2,30}|(?:card-carrying )?member of the [a-z' -]{3,30} party)\\b`,
    examples: ["She voted for the Greens", "Political affiliation: independent"],
    counterExamples: ["The committee of the council met."],
  }),
  special("conviction", article10, {
    message: "The text says something of a person's crimes.",
    pattern: `\\b(?:${SOMEBODY} (?:is|was|has been|were|had been) (?:convicted of|sentenced (?:to|for)|arrested for|charged with|imprisoned for|on probation for)(?: [a-z0-9'-]{2,20}){1,5}|criminal record\\s?: ?[a-z][a-z ,'-]{2,60})`,
    examples: ["He was convicted of fraud in 2019.", "Criminal record: theft"],
    counterExamples: ["The bank was charged with keeping records."],
  }),
];
