import type { Asker } from "#core/access/asker.ts";
import { toAccuracy } from "#core/evaluation/calibration/accuracy.ts";
import { toAgreement } from "#core/evaluation/calibration/agreement.ts";
import { decideCalibrated } from "#core/evaluation/calibration/decideCalibrated.ts";
import type { Label } from "#core/evaluation/calibration/label.ts";
import { toTruths } from "#core/evaluation/calibration/truth.ts";
import { saidByJudges } from "#core/evaluation/held/cell.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import type { Outcome } from "#core/evaluation/rule/outcome.ts";
import { cohenKappa } from "#core/evaluation/statistics/cohenKappa.ts";
import { calibratedRate } from "#core/evaluation/statistics/roganGladen.ts";
import type { Opinion, Verdict } from "#core/evaluation/verdict.ts";
import { ok } from "#core/result.ts";
import { type Tx, withAsker } from "#store/database.ts";
import { listTallies } from "#store/evaluation/figure.ts";
import { listLabels, listVerdictsOfLabelled } from "#store/evaluation/label.ts";
import { findRun, type StoredRun } from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { contentOf } from "./content.ts";
import { noSuchEvaluation } from "./evaluator.ts";

/** What is labelled, with what judges say of it. Labels of a run are of trials as a whole. */
export type Labelled = {
  readonly labels: readonly Label[];
  readonly trials: readonly {
    readonly id: Identity;
    readonly number: number;
    /** JSON. */
    readonly trial: string;
    readonly said: ReadonlyMap<string, { readonly outcome: Outcome }>;
  }[];
};

export async function readLabelled(tx: Tx, runId: string, dimension: string): Promise<Labelled> {
  const rows = await listVerdictsOfLabelled(tx, runId, dimension);
  const trials = rows.map(({ number, trial, verdicts }) => ({
    id: (JSON.parse(trial) as { readonly id: Identity }).id,
    number,
    trial,
    said: saidByJudges(JSON.parse(verdicts ?? "[]") as Verdict[], dimension),
  }));
  const ids = new Map(trials.map(({ number, id }) => [number, id]));
  const labels = (await listLabels(tx, runId, dimension)).flatMap((label): Label[] => {
    const trial = ids.get(label.number);
    const { outcome, reason, weight, personId: person } = label;
    if (trial === undefined) return [];
    return [{ trial, dimension, category: null, person, outcome, blinded: true, reason, weight }];
  });
  return { labels, trials };
}

const NOBODY = cohenKappa([]);

async function calibrate(tx: Tx, run: StoredRun, dimension: string) {
  const { labels, trials } = await readLabelled(tx, run.id, dimension);
  const truths = toTruths(labels);
  const truthOf = new Map([...truths.known.values()].map((truth) => [truth.trial, truth]));
  const { pairs, doubled, alpha } = toAgreement(labels);
  const { judges } = contentOf(run);
  const tallies = await listTallies(tx, run.id, dimension);
  const disputed = new Set(truths.disputed.map(({ trial }) => trial));
  return {
    dimension,
    labelled: trials.length,
    doubled,
    alpha,
    people: pairs.toSorted((a, b) => b.kappa.n - a.kappa.n)[0]?.kappa ?? NOBODY,
    disputed: trials.filter(({ id }) => disputed.has(id)).map(({ number }) => number),
    judges: tallies.map(({ judge, kind, yes, no }) => {
      const measured = trials.flatMap(({ id, said }) => {
        const truth = truthOf.get(id);
        const outcome = said.get(judge)?.outcome ?? "unscored";
        return truth === undefined ? [] : [{ truth, outcome }];
      });
      const id = judge as Identity;
      const name = { judge: id, kind: kind as Opinion["kind"], dimension, category: null };
      const accuracy = toAccuracy(name, measured);
      const { sensitivity, specificity, kappa, table, calibration, silent } = accuracy;
      const n = yes + no;
      return {
        judge: id,
        kind: name.kind,
        name: judges.find((declared) => declared.id === judge)?.name ?? judge,
        sensitivity: { value: sensitivity.rate, n: sensitivity.n, interval: sensitivity.interval },
        specificity: { value: specificity.rate, n: specificity.n, interval: specificity.interval },
        kappa,
        table: [[...table[0]], [...table[1]]] as [[number, number], [number, number]],
        observed: { yes, n, rate: n === 0 ? null : yes / n },
        corrected: calibratedRate(yes, n, calibration),
        silent,
        ...decideCalibrated(accuracy, labels),
      };
    }),
  };
}

/** Judges that people's labels of these runs say enough about to let them decide a gate. */
export async function findCalibrated(
  tx: Tx,
  runs: readonly StoredRun[],
  dimension: string,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const run of runs)
    for (const { judge, calibrated } of (await calibrate(tx, run, dimension)).judges)
      if (calibrated) found.add(judge);
  return found;
}

/** Agreement of judges with people, and of people with each other. */
export async function readCalibration(
  deps: Deps,
  asker: Asker,
  ref: string,
  { dimension }: { readonly dimension?: string | undefined },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await findRun(tx, ref);
    return run ? ok(await calibrate(tx, run, dimension ?? run.dimension)) : noSuchEvaluation();
  });
}
