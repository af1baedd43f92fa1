import { generateFindings } from "../../../bench/findings.ts";

/** Every so many lines one that reports an earlier flaw again, in other words. */
const AGAIN = 20;

/** Finding bundles, one a line, no two alike; some of them join the case of an earlier one. */
export function linesToSend(count: number): string[] {
  const bundles = [...generateFindings(11, count)];
  return bundles.map((bundle, i) => {
    const earlier = i % AGAIN === AGAIN - 1 ? bundles[Math.floor(i / 2)] : undefined;
    return JSON.stringify(earlier ? { ...earlier, actual: `Seen again by run ${i}.` } : bundle);
  });
}
