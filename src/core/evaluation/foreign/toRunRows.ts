import { toBehaviourId } from "../behaviour.ts";
import { CATEGORY } from "../design/factor.ts";
import { type Identity, toIdentity } from "../identity.ts";
import type { Respect } from "../judgeTrial.ts";
import type { Outcome } from "../rule/outcome.ts";
import { NOTHING_USED } from "../run/budget.ts";
import type { JudgeRecord, RunRecord, TrialRow, VerdictRow } from "../runFolder/rows.ts";
import { type JudgeConfiguration, type RunConfiguration, toJudgeKey, toRunKey } from "../runKey.ts";
import { type Taxonomy, toTaxonomyId } from "../taxonomy.ts";
import type { TestCase } from "../testCase.ts";
import { toTestSet } from "../testSet.ts";
import { mayJudge, toTrialId } from "../trial.ts";
import { decidePanel, type Opinion, type Verdict } from "../verdict.ts";
import type { ForeignOpinion, ForeignRun, ForeignTrial } from "./foreignRun.ts";

/** The files of a run folder. */
export type RunRows = {
  readonly run: RunRecord;
  readonly cases: readonly TestCase[];
  readonly trials: readonly TrialRow[];
  readonly judge: JudgeRecord;
  readonly verdicts: readonly VerdictRow[];
};

/** When a tool told no time of a trial: the beginning of time, as no other is known. */
const UNTOLD = "1970-01-01T00:00:00.000Z";

/** A run of another tool as one of ours. The same case asked again is another repetition of it, in whatever order it came. */
export function toRunRows(foreign: ForeignRun): RunRows {
  const { cases, id: testSet } = toTestSet(
    foreign.cases ?? foreign.trials.map(({ held }) => held),
    null,
  );
  const placed = place(foreign.trials);
  const repetitions = Math.max(1, ...placed.map(({ repetition }) => repetition + 1));
  const configuration: RunConfiguration = {
    testSet,
    target: foreign.target,
    tester: null,
    harness: { name: foreign.format, version: "" },
    repetitions,
  };
  const run = toRunKey(configuration);
  const places = new Map(cases.map(({ id }, at) => [id, at]));
  const trials = placed.map(({ trial, repetition }) => {
    const ordinal = (places.get(trial.held.id) ?? 0) * repetitions + repetition;
    return toTrialRow(trial, run, { ordinal, repetition });
  });
  const respects = respectsOf(foreign.trials);
  const { elsewhere = "unscored" } = foreign;
  const dimensions = [...new Set(respects.map(({ dimension }) => dimension))];
  return {
    run: toRunRecord(foreign, { configuration, run, cases: cases.length }),
    cases,
    trials: trials.toSorted((a, b) => a.ordinal - b.ordinal),
    judge: toJudgeRecord(foreign, dimensions),
    verdicts: placed
      .map(({ trial }, at) => toVerdictRow(trial, trials[at], { respects, elsewhere }))
      .flatMap((row) => row ?? [])
      .toSorted((a, b) => a.ordinal - b.ordinal),
  };
}

/** The same prompt may stand in several attempts: their trials are numbered through. */
function place(trials: readonly ForeignTrial[]) {
  const seen = new Map<Identity, number>();
  return trials.map((trial) => {
    const repetition = seen.get(trial.held.id) ?? 0;
    seen.set(trial.held.id, repetition + 1);
    return { trial, repetition };
  });
}

/** Each respect in which anything was judged, once. */
function respectsOf(trials: readonly ForeignTrial[]): Respect[] {
  const seen = new Map<string, Respect>();
  for (const { opinions } of trials)
    for (const { dimension, category } of opinions)
      seen.set(JSON.stringify([dimension, category]), { dimension, category });
  return [...seen.values()];
}

function toTrialRow(
  trial: ForeignTrial,
  run: Identity,
  { ordinal, repetition }: { readonly ordinal: number; readonly repetition: number },
): TrialRow {
  return {
    id: toTrialId(run, trial.held.id, repetition),
    run,
    case: trial.held.id,
    repetition,
    end: trial.end,
    fault: trial.fault,
    events: trial.events,
    state: null,
    evidence: { traced: false, spans: [], truncated: trial.truncated ?? false },
    usage: trial.usage,
    ordinal,
    attempt: 0,
    used: NOTHING_USED,
    held: trial.held,
    at: trial.at ?? UNTOLD,
    calls: [],
    toolFaults: [],
  };
}

type Counted = {
  readonly configuration: RunConfiguration;
  readonly run: Identity;
  readonly cases: number;
};

function toRunRecord(
  { name, behaviour: own, taxonomy: known }: ForeignRun,
  counted: Counted,
): RunRecord {
  const behaviour = { ...own, context: null };
  const taxonomy: Taxonomy = known ?? {
    behaviour: { name: own.name, definition: own.description },
    terms: [],
    categories: [],
  };
  return {
    format: "assay-run/1",
    run: counted.run,
    name,
    configuration: counted.configuration,
    behaviour,
    taxonomy,
    ids: {
      behaviour: toBehaviourId(behaviour),
      taxonomy: toTaxonomyId(taxonomy),
      testSet: counted.configuration.testSet,
    },
    cases: counted.cases,
    trials: counted.cases * counted.configuration.repetitions,
    traced: false,
    currency: null,
  };
}

/** Nothing is known of how another tool judges but what it calls its judges. */
function toJudgeRecord({ format, trials }: ForeignRun, dimensions: readonly string[]): JudgeRecord {
  const opinions = trials.flatMap((trial) => trial.opinions);
  const judges = [...new Set(opinions.map(({ judge }) => judge))].sort();
  const configuration: JudgeConfiguration = {
    model: { format, judges },
    promptHash: null,
    rulesHash: null,
    dimensions,
    n: 1,
  };
  return {
    format: "assay-judge/1",
    judge: toJudgeKey(configuration),
    configuration,
    rules: [],
    dimensions,
    metrics: dimensions,
    unscored: [],
    calibrated: opinions.every(({ kind }) => kind === "rule"),
  };
}

function toVerdictRow(
  trial: ForeignTrial,
  row: TrialRow | undefined,
  { respects, elsewhere }: { readonly respects: readonly Respect[]; readonly elsewhere: Outcome },
): VerdictRow | null {
  if (row === undefined) return null;
  const { ordinal, attempt, repetition, id } = row;
  const verdicts = respects.map(({ dimension, category }): Verdict => {
    const opinions = trial.opinions.filter(
      (own) => own.dimension === dimension && own.category === category,
    );
    const decided = decidePanel(opinions.map((own) => toOpinion(own, trial)));
    const panel = opinions.length === 0 ? { ...decided, outcome: elsewhere } : decided;
    return { trial: id, case: row.case, dimension, category, ...panel };
  });
  const probed = trial.held.stratum[CATEGORY] ?? null;
  const about = { ordinal, attempt, used: NOTHING_USED, repetition, trial: id, case: row.case };
  return { ...about, probed, verdicts, calls: [] };
}

/** Of a trial that broke off nothing can be said, whatever a judge said of its remains. */
const toOpinion = (own: ForeignOpinion, { end, fault }: ForeignTrial): Opinion => ({
  judge: toIdentity("foreign-judge", own.judge),
  kind: own.kind,
  outcome: mayJudge({ end }) ? own.outcome : "evidence_missing",
  reason: mayJudge({ end }) ? own.reason : (fault ?? own.reason),
  seen: [],
  citations: own.citations ?? [],
});
