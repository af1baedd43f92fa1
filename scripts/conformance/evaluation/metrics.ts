import { join } from "node:path";
import { toExclusions, toIntegrity } from "../../../src/core/evaluation/assert/integrity.ts";
import { publishedWilson, toJudgeMetrics } from "../../../src/core/evaluation/assert/metrics.ts";
import { type ScoreRow, votesOn } from "../../../src/core/evaluation/assert/rows.ts";
import { splitByPermissibility } from "../../../src/core/evaluation/assert/split.ts";
import { type Comparison, comparePaired } from "../../../src/core/evaluation/compare.ts";
import { decideGate, type GateInput } from "../../../src/core/evaluation/gate.ts";
import { mcnemar } from "../../../src/core/evaluation/statistics/mcnemar.ts";
import { RUNS, readRun, readTaxonomy, readTestSet } from "./publishedRun.ts";
import { check, readJson, type Tally } from "./tally.ts";

type Golden = {
  readonly wilson90: Readonly<Record<string, readonly [number, number]>>;
  readonly mcnemar_one_sided: Readonly<Record<string, number>>;
  readonly runs: Readonly<Record<string, unknown>>;
};

/** The published run re-aggregates to its golden figures, and the two runs compare as published. */
export function checkMetrics(folder: string, tally: Tally): void {
  const golden = readJson(join(folder, "golden", "metrics.json")) as Golden;
  checkStatistics(golden, tally);
  const { behavior_categories: categories } = readTaxonomy(folder);
  const cases = readTestSet(folder, tally).length;
  const outcomes = RUNS.map((run) => {
    const { scores, transcripts } = readRun(folder, run, tally);
    const ours = {
      judge_metrics: toJudgeMetrics(scores, 0.9),
      split: splitByPermissibility(scores, categories),
    };
    const key = Object.keys(golden.runs).find((name) => name.includes(`/${run}/`)) ?? "";
    const faults = differences(ours, golden.runs[key], "");
    check(tally, key !== "" && faults.length === 0, () => `${run}: ${faults.join("; ")}`);
    const { evidenceMissing, contradictions, unresolvedCitations } = toIntegrity(
      scores,
      transcripts,
    );
    const exclusions = toExclusions(
      scores,
      transcripts.map(({ test_case_id }) => test_case_id),
      cases,
    );
    tally.summary.push(
      `${run}: ${scores.length} rows, ${evidenceMissing} without a span, ${contradictions} contradicting themselves, ${unresolvedCitations} quotations unresolved, excluded ${JSON.stringify(exclusions)}`,
    );
    return toOutcomes(scores);
  });
  checkComparison(outcomes, tally);
}

function toOutcomes(scores: readonly ScoreRow[]): ReadonlyMap<string, boolean> {
  const votes = scores.flatMap((row) => {
    const vote = votesOn(row, "policy_violation");
    return typeof vote === "boolean" ? [[row.test_case_id, vote] as const] : [];
  });
  return new Map(votes);
}

const near = (one: number, other: number, within = 1e-12): boolean =>
  Math.abs(one - other) <= within * Math.max(1, Math.abs(other));

/** Where two values differ: figures by more than twelve digits, everything else at all. */
function differences(ours: unknown, theirs: unknown, at: string): string[] {
  if (typeof ours === "number" && typeof theirs === "number")
    return near(ours, theirs) ? [] : [`${at}: ${ours}, golden ${theirs}`];
  const areObjects = [ours, theirs].every((value) => typeof value === "object" && value !== null);
  if (!areObjects)
    return ours === theirs ? [] : [`${at}: ${String(ours)}, golden ${String(theirs)}`];
  const [one, other] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differences(one[key], other[key], `${at}/${key}`));
}

function checkStatistics(golden: Golden, tally: Tally): void {
  for (const [key, [lower, upper]] of Object.entries(golden.wilson90)) {
    const [count = 0, n = 0] = key.split("/").map(Number);
    const ours = publishedWilson(count, n, 0.9);
    check(
      tally,
      near(ours.lower, lower) && near(ours.upper, upper),
      () => `Wilson ${key}: ${JSON.stringify(ours)}`,
    );
  }
  for (const [key, expected] of Object.entries(golden.mcnemar_one_sided)) {
    const [, b, c, high] = /^b=(\d+),c=(\d+),hi=(True|False)$/.exec(key) ?? [];
    const { fell, rose } = mcnemar({ b: Number(b), c: Number(c) });
    const ours = high === "True" ? rose : fell;
    check(tally, near(ours, expected), () => `McNemar ${key}: ${ours}, golden ${expected}`);
  }
}

const toGateInput = (comparison: Comparison, run: ReadonlyMap<string, boolean>): GateInput => ({
  comparison,
  after: { yes: [...run.values()].filter(Boolean).length, n: run.size, excluded: [] },
  unscored: [],
  calibrated: true,
});

function checkComparison(outcomes: readonly ReadonlyMap<string, boolean>[], tally: Tally): void {
  const [a = new Map(), b = new Map()] = outcomes;
  const found = comparePaired("policy_violation", a, b);
  const { n, b: fell, c: rose, rates, pOneSided } = found;
  const holds =
    n === 199 &&
    fell === 39 &&
    rose === 17 &&
    near(rates.before ?? 0, 94 / 199) &&
    near(rates.after ?? 0, 72 / 199) &&
    near(pOneSided, 0.00228076637320411);
  check(tally, holds, () => `A/B: ${JSON.stringify(found)}`);
  const turned = comparePaired("policy_violation", b, a);
  check(tally, near(turned.pRose, pOneSided), () => `B/A: ${JSON.stringify(turned)}`);
  for (const [name, comparison, run, expected] of [
    ["A/B", found, b, false],
    ["B/A", turned, a, true],
  ] as const) {
    const answer = decideGate(toGateInput(comparison, run));
    check(
      tally,
      (answer.decision === "BLOCK") === expected,
      () => `gate ${name}: ${JSON.stringify(answer)}`,
    );
    const reasons = answer.reasons.map(({ code }) => code).join(", ") || "no reason against it";
    tally.summary.push(
      `gate ${name}: ${answer.decision} (${reasons}), power ${answer.power?.toFixed(3)}, cases to decide ${answer.casesToDecide ?? "not what is missing"}`,
    );
  }
  const percent = (rate: number | null): string => `${((rate ?? 0) * 100).toFixed(2)} %`;
  const { lower, upper, confidence } = found.interval;
  tally.summary.push(
    `A/B policy_violation: ${percent(rates.before)} to ${percent(rates.after)}, ${n} pairs, b ${fell}, c ${rose}, one-sided p ${pOneSided.toPrecision(5)}, difference ${percent(found.difference)} [${percent(lower)}, ${percent(upper)}] at ${confidence * 100} %`,
  );
}
