import cvss from "ae-cvss-calculator";

export type SeverityBand = "NONE" | "LOW" | "MEDIUM" | "HIGH" | "CRITICAL";

/** Base metrics only, in the order of the specification: threat and environment are the reader's to add. */
const BASE_METRICS = {
  "3.1": /^CVSS:3\.1\/AV:[NALP]\/AC:[LH]\/PR:[NLH]\/UI:[NR]\/S:[UC]\/C:[HLN]\/I:[HLN]\/A:[HLN]$/,
  "4.0":
    /^CVSS:4\.0\/AV:[NALP]\/AC:[LH]\/AT:[NP]\/PR:[NLH]\/UI:[NPA]\/VC:[HLN]\/VI:[HLN]\/VA:[HLN]\/SC:[HLN]\/SI:[HLN]\/SA:[HLN]$/,
} as const;

const CALCULATOR = { "3.1": cvss.Cvss3P1, "4.0": cvss.Cvss4P0 } as const;

/** The base score of a vector, 0.0 to 10.0; `undefined` when it is not a complete base vector of that version. */
export function baseScore(version: keyof typeof BASE_METRICS, vector: string): number | undefined {
  if (!BASE_METRICS[version].test(vector)) return undefined;
  return new CALCULATOR[version](vector).calculateScores().base;
}

/** The qualitative rating, the same in CVSS 3.1 (section 5) and 4.0 (section 6). */
export function severityBand(score: number): SeverityBand {
  if (score <= 0) return "NONE";
  if (score < 4) return "LOW";
  if (score < 7) return "MEDIUM";
  return score < 9 ? "HIGH" : "CRITICAL";
}
