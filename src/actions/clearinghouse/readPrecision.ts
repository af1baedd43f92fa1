import type { Asker } from "#core/access/asker.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { judgedOf, precisionOf } from "#core/clearinghouse/sourcePrecision.ts";
import { listJudgedStates } from "#store/clearinghouse/judged.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";

/** O6: over the cases the asker may see. */
export const readPrecision = async ({ db }: Pick<Deps, "db">, asker: Asker) =>
  await withAsker(db, asker, async (tx) => {
    const states = await listJudgedStates(tx);
    return precisionOf(states.flatMap((state) => judgedOf(state as CaseState))).map((one) => ({
      ...one,
    }));
  });
