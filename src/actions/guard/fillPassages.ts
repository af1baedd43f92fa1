import { withSystem } from "#store/database.ts";
import {
  insertShingles,
  listFindingsAfter,
  lockPassagesAfter,
  setPassagesAfter,
} from "#store/guard/shingle.ts";
import type { Deps } from "../deps.ts";

const AT_ONCE = 200;
/** Of one run: the rest waits for the next, so that other jobs come in between. */
const MOST_ROUNDS = 50;

/** The next findings without passages get theirs. True: there may be more. */
const fillSome = (db: Deps["db"], deskId: string): Promise<boolean> =>
  withSystem(db, deskId, async (tx) => {
    const after = await lockPassagesAfter(tx, deskId);
    if (after === null) return false;
    const findings = await listFindingsAfter(tx, after, AT_ONCE);
    await insertShingles(tx, deskId, findings);
    const last = findings.length === AT_ONCE ? findings.at(-1)?.id : undefined;
    await setPassagesAfter(tx, last ?? null);
    return last !== undefined;
  });

/**
 * Passages of findings that were taken in before the guard kept any, so that what repeats them is found, too. Safe to repeat
 * and to cut off; once all have theirs it does nothing.
 */
export async function fillPassages({ db }: Pick<Deps, "db">, deskId: string): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (!(await fillSome(db, deskId))) return;
  }
}
