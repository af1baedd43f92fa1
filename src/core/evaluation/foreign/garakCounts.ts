import type { GarakLine } from "./garakLine.ts";

/** What garak counted itself, where our count of its attempts gives another figure; a note each. */
export function countsApart(
  rows: readonly GarakLine[],
  attempts: readonly GarakLine[],
  threshold: number,
): string[] {
  const ours = new Map<string, { scored: number; passed: number }>();
  for (const { probe_classname, detector_results } of attempts)
    for (const [detector, scores] of detector_results) {
      const key = JSON.stringify([shortOf(probe_classname ?? ""), shortOf(detector)]);
      const known = scores.filter((score) => score !== null);
      const count = ours.get(key) ?? { scored: 0, passed: 0 };
      count.scored += known.length;
      count.passed += known.filter((score) => score < threshold).length;
      ours.set(key, count);
    }
  return rows.flatMap((row) => {
    if (row.entry_type !== "eval" || !row.detector) return [];
    const { probe, detector, passed, total_evaluated, total } = row;
    const scored = total_evaluated ?? total ?? null;
    const own = ours.get(JSON.stringify([shortOf(probe ?? ""), shortOf(detector)])) ?? {
      scored: 0,
      passed: 0,
    };
    if (scored === null || (own.scored === scored && own.passed === passed)) return [];
    return [
      `${probe} by ${shortOf(detector)}: garak counted ${passed} of ${scored} as no hit, and its attempts come to ${own.passed} of ${own.scored}.`,
    ];
  });
}

/** Older reports say "detector.dan.DAN" in counts and "dan.DAN" in attempts, and probes likewise. */
const shortOf = (name: string): string => name.replace(/^(?:garak\.)?(?:detector|probe)s?\./, "");
