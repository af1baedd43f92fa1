export type Band = "none" | "low" | "medium" | "high" | "critical";

/** CVSS's own qualitative scale (3.1 section 5, 4.0 section 6). */
export function bandOf(score: number): Band {
  if (score <= 0) return "none";
  if (score < 4) return "low";
  if (score < 7) return "medium";
  return score < 9 ? "high" : "critical";
}

export const SIDES = ["finder", "verifier", "owner"] as const;
export type SideName = (typeof SIDES)[number];

/** The owner's word governs, else the verifier's, else the finder's. Opinions are never averaged. */
export const inForce = (scores: Readonly<Record<SideName, number | null>>): SideName | undefined =>
  SIDES.findLast((side) => scores[side] !== null);
