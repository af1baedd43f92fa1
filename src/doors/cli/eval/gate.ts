import { writeFile } from "node:fs/promises";
import { pairRuns, readJudgedRun } from "#actions/evaluation/readJudgedRun.ts";
import { toGateJUnit } from "#core/evaluation/foreign/gateJUnit.ts";
import { type GateReport, gateRuns, sharedMetrics, toDemand } from "#core/evaluation/judgedRun.ts";
import { CONFIDENCE } from "#core/evaluation/statistics/interval.ts";
import { Unasked } from "../ask.ts";
import { sayComparison } from "./compare.ts";
import { evalCommand, readShare } from "./evalCommand.ts";

const HELP = `Usage: assay eval gate A B [--metric NAME] [--limit S] [--rise S] [--power S] [--coverage S] [--junit FILE] [--json]

Whether run B may go through, set against run A, in metrics of which more is worse. BLOCK where B is known to be worse or over the
limit; INCONCLUSIVE where that cannot be told, with the number of cases that would decide; else PASS. Other metrics that both runs
have are not looked at; the answer names them.

  --metric NAME  a metric; may be given again (default: those that B's evaluation names, else policy_violation)
  --limit S      what the rate may be at most (default: the rate of A and the rise)
  --rise S       the rise that must not go unseen (default: 0.1)
  --power S      how often it must be seen (default: 0.8)
  --coverage S   the share of verdicts that must be answers (default: 0.95)
  --confidence S level of limits and intervals (default: 0.95)
  --junit FILE   also write the answer as JUnit XML
  --json         one JSON object: decision, reasons, power, cases_to_decide, metrics, not_looked_at
  --help         this text

Exit status: 0 PASS, 10 BLOCK, 11 INCONCLUSIVE, 2 it could not be asked.

Example:
  assay eval gate runs/3bb9bb5f5cc0 runs/9d2c41aa07e1 --limit 0.05 || exit $?
`;

const share = { type: "string" } as const;
const OPTIONS = {
  metric: { type: "string", multiple: true },
  limit: share,
  rise: share,
  power: share,
  coverage: share,
  confidence: share,
  junit: share,
} as const;

const STATUS = { PASS: 0, BLOCK: 10, INCONCLUSIVE: 11 } as const;

function describe(
  { decision, reasons, power, cases_to_decide, metrics }: GateReport,
  others: readonly string[],
): string {
  const seenRates = metrics.map((metric) => `  ${sayComparison(metric)}`);
  const why = reasons.map(({ decision: own, message }) => `  ${own.toLowerCase()}: ${message}\n`);
  const seen = power === null ? "" : `  power: ${(power * 100).toFixed(1)} %\n`;
  const needs = cases_to_decide === null ? "" : `  ${cases_to_decide} cases would decide.\n`;
  const own = metrics.map(({ metric }) => metric).join(", ");
  const unasked =
    others.length === 0
      ? ""
      : `  decided by ${own} alone; not looked at: ${others.join(", ")} (--metric NAME, or gate.metrics in evaluation.yaml)\n`;
  return `${decision}\n${seenRates.join("")}${why.join("")}${seen}${needs}${unasked}`;
}

/** `assay eval gate`. */
export const evalGate = evalCommand(
  "eval gate",
  HELP,
  OPTIONS,
  2,
  async ({ values, positionals: [one, other] }, { io }) => {
    if (one === undefined || other === undefined) throw new Unasked("Name two run folders.");
    const [before, after] = [await readJudgedRun(one, null), await readJudgedRun(other, null)];
    const shared = sharedMetrics(before.run, after.run);
    const metrics = values.metric ?? after.run.gated;
    const stray = metrics.find((metric) => !shared.includes(metric));
    if (stray !== undefined || metrics.length === 0)
      throw new Unasked(
        `Not both runs have ${stray ?? "a metric"}. Both have: ${shared.join(", ") || "none"}. Name what is to decide with --metric.`,
      );
    const others = shared.filter((metric) => !metrics.includes(metric));
    const given = Object.fromEntries(
      (["limit", "rise", "power", "coverage"] as const).flatMap((name) => {
        const value = readShare(name, values[name]);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
    const demand = {
      ...toDemand({ ...after.run.demand, ...given }),
      confidence: readShare("confidence", values.confidence) ?? CONFIDENCE,
    };
    const paired = pairRuns(before, after).ok;
    const report = gateRuns(before.run, after.run, { metrics, paired, demand });
    if (values.junit !== undefined)
      await writeFile(values.junit, toGateJUnit(`${before.run.name} → ${after.run.name}`, report));
    io.out(
      values.json
        ? `${JSON.stringify({ ...report, not_looked_at: others })}\n`
        : describe(report, others),
    );
    return STATUS[report.decision];
  },
);
