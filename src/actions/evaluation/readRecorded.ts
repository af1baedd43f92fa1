import { toIdentity } from "#core/evaluation/identity.ts";
import { parseTraces, type ReadTraces } from "#core/evaluation/otlp/readTraces.ts";
import { type TracedTrial, toTracedTrial } from "#core/evaluation/otlp/tracedTrial.ts";
import type { TargetConfig } from "#core/evaluation/target/targetConfig.ts";
import type { Problem } from "#core/problem.ts";
import { readBeside } from "./readBeside.ts";

export type Recorded =
  | { readonly ok: true; readonly trials: readonly TracedTrial[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The conversations of all files of traces that a target names. */
export async function readRecorded(
  { files, group_by }: Extract<TargetConfig, { kind: "traces" }>,
  folder: string,
): Promise<Recorded> {
  const trials: TracedTrial[] = [];
  const problems: Problem[] = [];
  for (const [at, file] of files.entries()) {
    const pointer = `/target/files/${at}`;
    const text = await readBeside(folder, file, pointer);
    if (!text.ok) {
      problems.push(...text.problems);
      continue;
    }
    const read = parseTraces(text.value, group_by) ?? NO_TRACES;
    problems.push(
      ...read.problems.map((problem) => ({
        ...problem,
        message: `${file}${problem.pointer}: ${problem.message}`,
      })),
    );
    const own = toIdentity("traces", text.value);
    trials.push(
      ...read.conversations.map((one, i) => toTracedTrial(one, read.spans[i] ?? [], own)),
    );
  }
  if (problems.length === 0 && trials.length === 0)
    problems.push({
      rule: "evaluation/no-traces",
      pointer: "/target/files",
      message: "The files hold no conversation.",
    });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, trials };
}

const NO_TRACES: ReadTraces = {
  conversations: [],
  spans: [],
  problems: [
    {
      rule: "otlp/json",
      pointer: "",
      message: "it is no JSON, neither as a whole nor line by line.",
    },
  ],
};
