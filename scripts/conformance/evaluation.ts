import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkCitations } from "./evaluation/citations.ts";
import { checkConfigs } from "./evaluation/configs.ts";
import { checkMetrics } from "./evaluation/metrics.ts";
import { newTally } from "./evaluation/tally.ts";
import { checkTraces } from "./evaluation/traces.ts";

/** See scripts/conformance.ts. */
type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};

/** ASSERT's library, configurations, traces and one published suite against values that its own code gave. */
export async function run(suites: string): Promise<Conformance> {
  const folder = join(suites, "evaluation");
  const name = "evaluation";
  if (!existsSync(folder))
    return { name, passed: 0, failed: 1, lines: [`absent: ${folder}; nothing was checked`] };
  const tally = newTally();
  for (const check of [checkConfigs, checkTraces, checkMetrics, checkCitations])
    check(folder, tally);
  const { passed, failed, faults, summary } = tally;
  return { name, passed, failed, lines: [...faults, ...summary] };
}
