import type { Asker } from "#core/access/asker.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { endRun, findRun, lockRun } from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { evaluatorOf, noSuchEvaluation } from "./evaluator.ts";
import { readFigures } from "./figures.ts";
import { subjectOf } from "./openRun.ts";

type Ending = {
  readonly stopped: string | null;
  readonly integrity: string;
  readonly note: string;
};

/** The run is whole, or stops here. Said again in the same words it changes nothing. */
export async function finishRun(deps: Deps, asker: Asker, ref: string, ending: Ending) {
  if (!evaluatorOf(asker)) return noSuchEvaluation();
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await lockRun(tx, ref);
    if (!run) return noSuchEvaluation();
    const state = ending.stopped === null ? "finished" : "stopped";
    const isSame =
      run.state === state &&
      run.stopped === ending.stopped &&
      run.integrity === ending.integrity &&
      run.note === ending.note;
    if (isSame) return ok({ state: run.state, edition: run.edition });
    if (run.state === "finished")
      return refuse("evaluation/finished", "The run is finished; what was said of it stays.");
    await asDesk(tx, asker, async () => {
      await endRun(tx, run.id, { state, ...ending }, deps.now());
      await record(tx, deps, asker, [
        {
          kind: "evaluation.finished",
          subject: { evaluation: run.ref, ...subjectOf(run) },
          detail: { runKey: run.runKey, state, trials: run.trials, integrity: ending.integrity },
          restricted: true,
        },
      ]);
    });
    const ended = await findRun(tx, ref);
    if (!ended) throw new Error(`The run ${ref} was there a moment ago.`);
    await readFigures(tx, deps, asker, ended);
    return ok({ state: ended.state, edition: ended.edition });
  });
}
