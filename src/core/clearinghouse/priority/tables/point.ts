import { point } from "../decisionTable.ts";

/**
 * Decision points of SSVC (CERT/CC, Stakeholder-Specific Vulnerability Categorization, MIT-SEI licence) and of CISA,
 * in the versions their current tables use. Values stand from least to most urgent.
 */
export const exploitation = point(
  "exploitation",
  "ssvc:E:1.1.0",
  "Exploitation",
  "none|N|None",
  "public-poc|P|Public PoC",
  "active|A|Active",
);
export const automatable = point(
  "automatable",
  "ssvc:A:2.0.0",
  "Automatable",
  "no|N|No",
  "yes|Y|Yes",
);
export const technicalImpact = point(
  "technical-impact",
  "ssvc:TI:1.0.0",
  "Technical impact",
  "partial|P|Partial",
  "total|T|Total",
);
export const valueDensity = point(
  "value-density",
  "ssvc:VD:1.0.0",
  "Value density",
  "diffuse|D|Diffuse",
  "concentrated|C|Concentrated",
);
export const utility = point(
  "utility",
  "ssvc:U:1.0.1",
  "Utility",
  "laborious|L|Laborious",
  "efficient|E|Efficient",
  "super-effective|S|Super effective",
);
export const safetyImpact = point(
  "safety-impact",
  "ssvc:SI:2.0.1",
  "Safety impact",
  "negligible|N|Negligible",
  "marginal|M|Marginal",
  "critical|R|Critical",
  "catastrophic|C|Catastrophic",
);
export const publicSafetyImpact = point(
  "public-safety-impact",
  "ssvc:PSI:2.0.1",
  "Public safety impact",
  "minimal|M|Minimal",
  "significant|S|Significant",
);
export const missionImpact = point(
  "mission-impact",
  "ssvc:MI:2.0.0",
  "Mission impact",
  "degraded|D|Degraded",
  "support-crippled|MSC|Support of essential functions crippled",
  "function-failure|MEF|An essential function fails",
  "mission-failure|MF|Mission failure",
);
export const humanImpact = point(
  "human-impact",
  "ssvc:HI:2.0.2",
  "Human impact",
  "low|L|Low",
  "medium|M|Medium",
  "high|H|High",
  "very-high|VH|Very high",
);
export const systemExposure = point(
  "system-exposure",
  "ssvc:EXP:1.0.1",
  "System exposure",
  "small|S|Small",
  "controlled|C|Controlled",
  "open|O|Open",
);
export const missionAndWellBeing = point(
  "mission-and-well-being",
  "ssvc:MWI:1.0.0",
  "Mission and well-being",
  "low|L|Low",
  "medium|M|Medium",
  "high|H|High",
);
export const reportPublic = point(
  "report-public",
  "ssvc:RP:1.0.0",
  "Report public",
  "yes|Y|Yes",
  "no|N|No",
);
export const supplierContacted = point(
  "supplier-contacted",
  "ssvc:SCON:1.0.0",
  "Supplier contacted",
  "no|N|No",
  "yes|Y|Yes",
);
export const reportCredibility = point(
  "report-credibility",
  "ssvc:RC:1.0.0",
  "Report credibility",
  "not-credible|NC|Not credible",
  "credible|C|Credible",
);
export const supplierCardinality = point(
  "supplier-cardinality",
  "ssvc:SC:1.0.0",
  "Supplier cardinality",
  "one|O|One",
  "multiple|M|Multiple",
);
export const supplierEngagement = point(
  "supplier-engagement",
  "ssvc:SE:1.0.0",
  "Supplier engagement",
  "active|A|Active",
  "unresponsive|U|Unresponsive",
);
export const supplierInvolvement = point(
  "supplier-involvement",
  "ssvc:SINV:1.0.0",
  "Supplier involvement",
  "fix-ready|FR|Fix ready",
  "cooperative|C|Cooperative",
  "uncooperative|UU|Uncooperative or unresponsive",
);
export const publicValueAdded = point(
  "public-value-added",
  "ssvc:PVA:1.0.0",
  "Public value added",
  "limited|L|Limited",
  "ampliative|A|Ampliative",
  "precedence|P|Precedence",
);
export const publiclyExposed = point(
  "publicly-exposed",
  "cisa:PE:1.0.0",
  "Publicly exposed",
  "no|N|No",
  "yes|Y|Yes",
);
export const inKev = point("in-kev", "cisa:KEV:1.0.0", "In KEV", "no|N|No", "yes|Y|Yes");
