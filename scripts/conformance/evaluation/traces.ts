import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readTraces } from "../../../src/core/evaluation/otlp/readTraces.ts";
import { check, readJson, sameJson, type Tally } from "./tally.ts";

/** OTLP traces parse to the conversations of their golden values. */
export function checkTraces(folder: string, tally: Tally): void {
  const golden = readJson(join(folder, "golden", "otel_parsed.json")) as Record<string, unknown>;
  let equal = 0;
  const files = readdirSync(join(folder, "traces"));
  for (const file of files) {
    const { conversations, problems } = readTraces(readJson(join(folder, "traces", file)));
    const holds = check(
      tally,
      problems.length === 0 && sameJson(conversations, golden[file] ?? null),
      () => `${file}: ${JSON.stringify({ problems, conversations })}`,
    );
    if (holds) equal += 1;
  }
  for (const file of Object.keys(golden))
    check(tally, files.includes(file), () => `${file} is absent`);
  tally.summary.push(`traces: ${equal} of ${files.length} equal their golden value`);
}
