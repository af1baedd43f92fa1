import calculator from "ae-cvss-calculator";
import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import type { Origin } from "./membership.ts";
import { type CaseRefusal, no } from "./refusal.ts";

export const SIDES = ["finder", "verifier", "owner"] as const;
export type Side = (typeof SIDES)[number];

export const BANDS = ["none", "low", "medium", "high", "critical"] as const;
export type Band = (typeof BANDS)[number];

/** `score` is the base score, 0.0 to 10.0; `overall` has threat and environment in it where the vector states them. */
export type CvssReading = {
  readonly version: "2.0" | "3.0" | "3.1" | "4.0";
  readonly vector: string;
  readonly score: number;
  readonly overall: number;
  readonly band: Band;
};

/** CVSS 3.1 section 5, CVSS 4.0 section 6. Version 2.0 has no `none` and no `critical`; NVD's bands stop at high. */
export function bandOf(score: number, version: CvssReading["version"]): Band {
  if (score === 0 && version !== "2.0") return "none";
  if (score < 4) return "low";
  if (score < 7) return "medium";
  return score < 9 || version === "2.0" ? "high" : "critical";
}

type Vector = InstanceType<(typeof calculator)["Cvss4P0" | "Cvss3P1" | "Cvss3P0" | "Cvss2"]>;

const readers: readonly [RegExp, CvssReading["version"], (text: string) => Vector][] = [
  [/^CVSS:4\.0\//, "4.0", (text) => new calculator.Cvss4P0(text)],
  [/^CVSS:3\.1\//, "3.1", (text) => new calculator.Cvss3P1(text)],
  [/^CVSS:3\.0\//, "3.0", (text) => new calculator.Cvss3P0(text)],
  [/^(CVSS:2\.0\/)?(?=[A-Za-z]+:)/, "2.0", (text) => new calculator.Cvss2(text)],
];

// The calculator takes S(afety) for the base metrics SC, SI, SA and for MSC; CVSS 4.0, table 23, does not.
const NOT_IN_THE_STANDARD = /\/(?:SC|SI|SA|MSC):S(?:\/|$)/;

/** The faults of a vector's spelling; the calculator skips what it does not know, the standard does not. */
function faultIn(parts: readonly string[], vector: Vector, written: string): string | null {
  const names = parts.map((part) => part.split(":")[0] ?? "");
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return `The metric ${twice} stands twice.`;
  const known = [...vector.getRegisteredComponents().values()].flat().map((m) => m.shortName);
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) return `There is no metric "${strange}" in this version of CVSS.`;
  if (NOT_IN_THE_STANDARD.test(written)) return "Only MSI and MSA take the value S.";
  return vector.isBaseFullyDefined() ? null : "Base metrics are missing.";
}

function scoresOf(vector: Vector): { score: number; overall: number } {
  const scores = vector.calculateScores();
  const base =
    "baseMetricsOnly" in scores
      ? scores.baseMetricsOnly
      : "base" in scores
        ? scores.base
        : undefined;
  return { score: typeof base === "number" ? base : scores.overall, overall: scores.overall };
}

function build(read: (text: string) => Vector, text: string): Vector | null {
  try {
    return read(text);
  } catch {
    return null; // the calculator throws on a value that the metric does not have
  }
}

/** Reads CVSS 2.0 (with or without prefix), 3.0, 3.1 and 4.0; `vector` comes back in the standard's own order. */
export function readVector(
  text: string,
): Result<CvssReading, { code: CaseRefusal; detail: string }> {
  const written = text.trim();
  const [prefix, version, read] = readers.find(([shape]) => shape.test(written)) ?? [];
  if (prefix === undefined || version === undefined || read === undefined || written.length > 500)
    return no("severity/not-a-vector", "A vector begins with CVSS:4.0/, CVSS:3.1/ or CVSS:3.0/.");
  const metrics = written.replace(prefix, "");
  const vector = build(read, version === "2.0" ? metrics : written);
  if (vector === null)
    return no(
      "severity/not-a-vector",
      `A metric of "${written}" has a value CVSS ${version} lacks.`,
    );
  const fault = faultIn(metrics.split("/"), vector, written);
  if (fault !== null) return no("severity/not-a-vector", fault);
  const { score, overall } = scoresOf(vector);
  const spelled = vector.toString(false, undefined, true);
  return ok({ version, vector: spelled, score, overall, band: bandOf(score, version) });
}

export type SeverityEvent = {
  readonly type: "severity-stated";
  readonly side: Side;
  readonly reading: CvssReading;
  readonly reason: string;
};

export type StatedSeverity = CvssReading & {
  readonly side: Side;
  readonly reason: string;
  readonly by: string;
  readonly partyId: string | null;
  readonly at: string;
  readonly from: Origin;
};

export function foldSeverity(
  stated: readonly StatedSeverity[],
  event: SeverityEvent & Stamp,
): readonly StatedSeverity[] {
  const { side, reading, reason, at, by } = event;
  return [
    ...stated,
    { ...reading, side, reason, at, by: by.label, partyId: by.partyId, from: null },
  ];
}

/** One side's word now, and how often that side changed it. The case's own word stands before one that a merge brought. */
export function sideOf(
  stated: readonly StatedSeverity[],
  side: Side,
): { readonly now: StatedSeverity; readonly changes: number } | null {
  const all = stated.filter((statement) => statement.side === side);
  const own = all.filter(({ from }) => from === null);
  const words = own.length > 0 ? own : all;
  const now = words.at(-1);
  if (now === undefined) return null;
  const changes = words.filter((word, i) => i > 0 && word.vector !== words[i - 1]?.vector).length;
  return { now, changes };
}

/** The owner's word before the verifier's before the finder's. Never an average. */
export function severityInForce(stated: readonly StatedSeverity[]): StatedSeverity | null {
  for (const side of ["owner", "verifier", "finder"] as const) {
    const word = sideOf(stated, side);
    if (word !== null) return word.now;
  }
  return null;
}

/** How far the finder's score stands above the one in force: points of base score, and bands. `null` while nobody else has spoken. */
export function inflation(
  stated: readonly StatedSeverity[],
): { readonly points: number; readonly bands: number } | null {
  const finder = sideOf(stated, "finder")?.now;
  const inForce = severityInForce(stated);
  if (finder === undefined || inForce === null || inForce.side === "finder") return null;
  return {
    points: Math.round((finder.score - inForce.score) * 10) / 10,
    bands: BANDS.indexOf(finder.band) - BANDS.indexOf(inForce.band),
  };
}
