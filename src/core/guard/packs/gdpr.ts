import type { Pack } from "../pack.ts";
import type { Citation } from "../verdict.ts";
import { datumRule } from "./personal/datum.ts";
import { specialCategories } from "./personal/special.ts";
import { PERSONAL_DATA } from "./personalData.ts";

const article = (clause: string): Citation => ({
  standard: "Regulation (EU) 2016/679 (GDPR)",
  clause,
  url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
});
const IDENTIFIERS = article("Article 4(1) identifiers, and 5(1)(c) data minimisation");
const HEALTH = article("Article 9(1) data concerning health");
const NATIONAL = article("Article 87 national identification number");

const CLAUSES: Readonly<Record<string, Citation>> = {
  "medical-record": HEALTH,
  "health-plan": HEALTH,
  "nhs-number": HEALTH,
  ssn: NATIONAL,
  "ssn-named": NATIONAL,
  "national-id": NATIONAL,
  passport: NATIONAL,
};

/** Data of natural persons, the special categories among them. */
export const gdprPack: Pack = {
  id: "gdpr",
  version: "1",
  title: "GDPR",
  rules: [
    ...PERSONAL_DATA.map((datum) => datumRule("gdpr", datum, CLAUSES[datum.name] ?? IDENTIFIERS)),
    ...specialCategories,
  ],
};
