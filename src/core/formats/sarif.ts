import type { Finding } from "../clearinghouse/finding.ts";
import { Cursor } from "./cursor.ts";
import { cutText } from "./cutText.ts";
import type { Faults } from "./faults.ts";
import type { Limits } from "./limits.ts";
import { readResult } from "./sarifResult.ts";
import { readRun } from "./sarifRun.ts";

/** SARIF 2.1.0: one finding for each result of each run, in order; a run without results holds none. */
export function readSarif(document: unknown, faults: Faults, limits: Limits): Finding[] {
  const log = new Cursor(document, faults);
  judgeVersion(log);
  if (log.required("runs", "the list of runs, empty if there was none") === null) return [];
  const runs = log.objects("runs");
  const results = runs.map((run) => run.objects("results"));
  const count = results.reduce((sum, items) => sum + items.length, 0);
  if (count > limits.findings) {
    faults.add(
      "too-many-findings",
      "/runs",
      `The log holds ${count} results; at most ${limits.findings} are read. Split it into several logs.`,
    );
    return [];
  }
  return runs.flatMap((cursor, at) => {
    const run = readRun(cursor);
    return (results[at] ?? []).map((result) => readResult(result, run));
  });
}

function judgeVersion(log: Cursor): void {
  const version = log.required("version", '"2.1.0"');
  if (version === null || version.value === "2.1.0") return;
  const written = typeof version.value === "string" ? version.value : "something else";
  version.fault(
    "version",
    `SARIF ${cutText(written, 40)} is not read. Export the log as SARIF 2.1.0.`,
  );
}
