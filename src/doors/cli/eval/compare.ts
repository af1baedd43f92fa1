import { pairRuns, readJudgedRun } from "#actions/evaluation/readJudgedRun.ts";
import {
  type ComparisonRow,
  compareMetric,
  sharedMetrics,
  toComparisonRow,
} from "#core/evaluation/judgedRun.ts";
import { CONFIDENCE } from "#core/evaluation/statistics/interval.ts";
import { Unasked } from "../ask.ts";
import { evalCommand, readShare } from "./evalCommand.ts";
import { DONE, EVAL_EXIT } from "./evaluating.ts";

const HELP = `Usage: assay eval compare A B [--unpaired] [--metric NAME] [--confidence 0.95] [--json]

Sets two runs against each other, case against case: B minus A, for each metric that both have. A and B are run folders, ours or
ASSERT's. Runs whose cases, testers, numbers of trials or judges differ are not compared unless --unpaired is given.

  --unpaired     over all cases of both, as if none were the same
  --metric NAME  only this one; may be given again
  --confidence S level of the intervals (default: 0.95)
  --json         one JSON object a line and metric: metric, paired, n, b (yes in A and no in B), c (the other way), rates,
                 difference, interval, p_one_sided (of the change that was seen), p_two_sided
  --help         this text

${EVAL_EXIT}
Example:
  assay eval compare runs/3bb9bb5f5cc0 runs/9d2c41aa07e1 --json | jq -r '[.metric, .difference, .p_one_sided] | @tsv'
`;

const OPTIONS = {
  unpaired: { type: "boolean" },
  metric: { type: "string", multiple: true },
  confidence: { type: "string" },
} as const;

const percent = (share: number | null): string =>
  share === null ? "–" : `${(share * 100).toFixed(2)} %`;

/** A comparison as a line for people. */
export const sayComparison = ({
  metric,
  rates,
  difference,
  interval,
  n,
  paired,
  b,
  c,
  ...p
}: ComparisonRow): string =>
  `${metric}: ${percent(rates.before)} to ${percent(rates.after)}, difference ${percent(difference)} (${Math.round(interval.confidence * 1000) / 10} % interval ${percent(interval.lower)} to ${percent(interval.upper)}), ${paired ? `${n} pairs, b ${b}, c ${c}` : `unpaired, ${n} in the smaller arm`}, one-sided p ${p.p_one_sided.toPrecision(5)}, two-sided ${p.p_two_sided.toPrecision(5)}\n`;

/** `assay eval compare`. */
export const evalCompare = evalCommand(
  "eval compare",
  HELP,
  OPTIONS,
  2,
  async ({ values, positionals: [one, other] }, { io }) => {
    if (one === undefined || other === undefined) throw new Unasked("Name two run folders.");
    const confidence = readShare("confidence", values.confidence) ?? CONFIDENCE;
    const [before, after] = [await readJudgedRun(one, null), await readJudgedRun(other, null)];
    const pairing = pairRuns(before, after);
    if (!pairing.ok && !values.unpaired)
      throw new Unasked(`${pairing.refusal.detail} (--unpaired)`);
    const shared = sharedMetrics(before.run, after.run);
    const metrics = values.metric ?? shared;
    const stray = metrics.find((metric) => !shared.includes(metric));
    if (stray !== undefined || metrics.length === 0)
      throw new Unasked(
        `${stray === undefined ? "The runs share no metric" : `Not both runs have ${stray}`}. Both have: ${shared.join(", ") || "none"}.`,
      );
    for (const metric of metrics) {
      const isPaired = pairing.ok && !values.unpaired;
      const row = toComparisonRow(
        compareMetric(metric, before.run, after.run, isPaired, confidence),
      );
      io.out(values.json ? `${JSON.stringify(row)}\n` : sayComparison(row));
    }
    return DONE;
  },
);
