import type { Asker } from "#core/access/asker.ts";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { ok, type Refusal, type Result } from "#core/result.ts";
import { lockCases, type StoredCase } from "#store/clearinghouse/case.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { appendEvents, stampOf } from "./appendEvents.ts";
import { asSeen, lockCase } from "./lockCase.ts";
import { noSuchCase } from "./noSuchCase.ts";
import { readCasePage } from "./readCase.ts";

export type Stamp = ReturnType<typeof stampOf>;
type Decide<R extends Refusal> = (
  state: CaseState,
  stamp: Stamp,
  tx: Tx,
  stored: StoredCase,
) => Promise<Result<readonly CaseEvent[], R>> | Result<readonly CaseEvent[], R>;

/** Read, decide, write: one case, one transaction, as the asker. Answers with the case as it now stands. */
export async function changeCase<R extends Refusal>(
  deps: Deps,
  asker: Asker,
  ref: string,
  decide: Decide<R>,
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const locked = await lockCase(tx, asker, ref);
    if (!locked.ok) return locked;
    const stamp = stampOf(asker, deps.now());
    const decided = await decide(locked.value.state, stamp, tx, locked.value);
    if (!decided.ok) return decided;
    await asDesk(tx, asker, () => appendEvents(tx, deps, asker, locked.value, decided.value));
    return ok(await readCasePage(tx, deps, asker, ref));
  });
}

export type TwoEvents = {
  readonly one: readonly CaseEvent[];
  readonly other: readonly CaseEvent[];
};

/** The same for two cases that change together; locked in one order, whichever is named first. */
export async function changeTwoCases<R extends Refusal>(
  deps: Deps,
  asker: Asker,
  refs: readonly [string, string],
  decide: (one: StoredCase, other: StoredCase, stamp: Stamp) => Result<TwoEvents, R>,
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await lockCases(tx, refs);
    const one = stored.find(({ ref }) => ref === refs[0]);
    const other = stored.find(({ ref }) => ref === refs[1]);
    if (!one || !other) return noSuchCase();
    const seen = asSeen(asker, one);
    if (!seen.ok) return seen;
    const decided = await writeTwo(tx, deps, asker, one, other, decide);
    return decided.ok ? ok(await readCasePage(tx, deps, asker, refs[0])) : decided;
  });
}

export async function writeTwo<R extends Refusal>(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  one: StoredCase,
  other: StoredCase,
  decide: (one: StoredCase, other: StoredCase, stamp: Stamp) => Result<TwoEvents, R>,
): Promise<Result<undefined, R>> {
  const decided = decide(one, other, stampOf(asker, deps.now()));
  if (!decided.ok) return decided;
  await asDesk(tx, asker, async () => {
    await appendEvents(tx, deps, asker, other, decided.value.other);
    await appendEvents(tx, deps, asker, one, decided.value.one);
  });
  return ok(undefined);
}
