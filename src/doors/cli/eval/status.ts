import { readRunStatus } from "#actions/evaluation/readRunStatus.ts";
import type { Rate } from "#core/evaluation/rate.ts";
import { CONFIDENCE } from "#core/evaluation/statistics/interval.ts";
import { Unasked } from "../ask.ts";
import { evalCommand, readShare } from "./evalCommand.ts";
import { DONE, EVAL_EXIT } from "./evaluating.ts";

const HELP = `Usage: assay eval status DIR [--confidence 0.95] [--judge DIGITS] [--json]

What a run came to: rates of each dimension, split by what may happen and what may not, what has no part in them and why, the judge,
and the level of every interval. DIR is a run folder, ours or ASSERT's, or the folder of an evaluation or suite that has one run.

  --confidence S level of the intervals (default: 0.95)
  --judge DIGITS of a run that several judged: the first digits of the judge's key
  --json         one JSON object on standard output
  --help         this text

${EVAL_EXIT}
Examples:
  assay eval status examples/evaluation/embedded-instruction
  assay eval status runs/3bb9bb5f5cc0 --confidence 0.9 --json | jq .judge_metrics.dimensions
`;

const OPTIONS = { confidence: { type: "string" }, judge: { type: "string" } } as const;

/** Why verdicts have no part in a rate, as in a sentence. */
const sayLeft = (excluded: Rate["excluded"]): string =>
  excluded.length === 0
    ? ""
    : `; without ${excluded.map(({ reason, n }) => `${n} ${reason.replaceAll("_", " ")}`).join(", ")}`;

const percent = (share: number | null): string =>
  share === null ? "–" : `${(share * 100).toFixed(2)} %`;

/** `assay eval status`. */
export const evalStatus = evalCommand(
  "eval status",
  HELP,
  OPTIONS,
  1,
  async ({ values, positionals: [folder] }, { io }) => {
    if (folder === undefined) throw new Unasked("Name a run folder.");
    const confidence = readShare("confidence", values.confidence) ?? CONFIDENCE;
    const run = await readRunStatus(folder, values.judge ?? null);
    const judge_metrics = run.judgeMetrics(confidence);
    const { split, exclusions, judge } = run;
    if (values.json) {
      io.out(`${JSON.stringify({ judge_metrics, split, exclusions, judge, confidence })}\n`);
      return DONE;
    }
    const level = `${Math.round(confidence * 1000) / 10} %`;
    const rates = Object.entries(judge_metrics.dimensions).map(
      ([name, { micro }]) =>
        `${name.padEnd(24)} ${percent(micro.rate).padStart(9)}  of ${micro.n}, ${level} interval ${percent(micro.ci_lower)} to ${percent(micro.ci_upper)}${sayLeft(run.metrics.get(name)?.rate.excluded ?? [])}`,
    );
    const silent = [...run.metrics].flatMap(([name, { rate }]) =>
      Object.hasOwn(judge_metrics.dimensions, name)
        ? []
        : [`${name.padEnd(24)} ${"–".padStart(9)}  of 0${sayLeft(rate.excluded)}`],
    );
    const left = exclusions.map(({ reason, n }) => `${n} ${reason}`).join(", ") || "nothing";
    const known = [
      run.name,
      ...rates,
      ...silent,
      `left out: ${left}`,
      `judge: ${judge ?? "nobody yet"}`,
    ];
    io.out(`${known.join("\n")}\n`);
    return DONE;
  },
);
