import type { Asker } from "#core/access/asker.ts";
import { checkJudge, toTruth } from "#core/evaluation/held/calibrate.ts";
import { saidByJudges } from "#core/evaluation/held/cell.ts";
import type { Outcome } from "#core/evaluation/rule/outcome.ts";
import type { Verdict } from "#core/evaluation/verdict.ts";
import { ok } from "#core/result.ts";
import { type Tx, withAsker } from "#store/database.ts";
import { listTallies } from "#store/evaluation/figure.ts";
import { listLabels, listVerdictsOfLabelled } from "#store/evaluation/label.ts";
import { findRun, type StoredRun } from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { contentOf } from "./content.ts";
import { noSuchEvaluation } from "./evaluator.ts";

/** What each judge says of labelled trials. */
async function saidOfLabelled(tx: Tx, runId: string, dimension: string) {
  const said = new Map<string, Map<number, Outcome>>();
  for (const { number, verdicts } of await listVerdictsOfLabelled(tx, runId, dimension)) {
    const given = JSON.parse(verdicts ?? "[]") as Verdict[];
    for (const [judge, { outcome }] of saidByJudges(given, dimension)) {
      const own = said.get(judge) ?? new Map<number, Outcome>();
      said.set(judge, own.set(number, outcome));
    }
  }
  return said;
}

async function calibrate(tx: Tx, run: StoredRun, dimension: string) {
  const truth = toTruth(await listLabels(tx, run.id, dimension));
  const said = await saidOfLabelled(tx, run.id, dimension);
  const { judges } = contentOf(run);
  const tallies = await listTallies(tx, run.id, dimension);
  return {
    dimension,
    labelled: truth.labelled,
    doubled: truth.doubled,
    people: truth.people,
    disputed: [...truth.disputed],
    judges: tallies.map(({ judge, kind, yes, no }) => {
      const { table, ...check } = checkJudge(truth.agreed, said.get(judge) ?? new Map(), {
        yes,
        no,
      });
      return {
        judge: judge as `sha256:${string}`,
        kind: kind as Verdict["opinions"][number]["kind"],
        name: judges.find(({ id }) => id === judge)?.name ?? judge,
        ...check,
        table: [[...table[0]], [...table[1]]] as [[number, number], [number, number]],
      };
    }),
  };
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
