import { SYSTEM } from "#core/clearinghouse/actor.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { dayOf } from "#core/clearinghouse/day.ts";
import { decideExpiry } from "#core/clearinghouse/decideEmbargo.ts";
import { type Silence, silences } from "#core/clearinghouse/silence.ts";
import { listCasesToWatch, lockCasesById, type StoredCase } from "#store/clearinghouse/case.ts";
import { hasDueOutbox } from "#store/clearinghouse/outbox.ts";
import { hadTask, raiseTask } from "#store/clearinghouse/task.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { appendEvents } from "./appendEvents.ts";

/** Cases looked at in one reading; each that has something due is then changed in a transaction of its own. */
const BATCH = 500;

type Due = { readonly kind: string; readonly detail: string };

/** A task for every thirty days that an owner has let pass. The days are in its kind, so that it is raised once. */
function silenceTask(state: CaseState, { partyId, since, days, step }: Silence): Due | null {
  if (step === 0) return null;
  const name = state.participants.find((seat) => seat.partyId === partyId)?.label ?? "The owner";
  const next = step === 1 ? "Ask again, or try another contact." : "Try the next contact.";
  return {
    kind: `silence:${partyId}:${dayOf(since)}:${step}`,
    detail: `${name} has not answered for ${days} days (asked ${dayOf(since)}). ${next} Nothing is published by itself.`,
  };
}

const expiryTask = (day: string): Due => ({
  kind: `embargo-ended:${day}`,
  detail: `The embargo ended on ${day}. Nothing was published: publish the advisory, or say why not.`,
});

/** What is due in this case as of now. Pure but for the stamp. */
function dueIn(state: CaseState, now: string) {
  const ended = state.mergedInto === null ? decideExpiry(state, { at: now, by: SYSTEM }) : [];
  const silent = silences(state, now).flatMap((one) => silenceTask(state, one) ?? []);
  return { ended, tasks: [...silent, ...(ended.length > 0 ? [expiryTask(dayOf(now))] : [])] };
}

async function raiseOnce(tx: Tx, deps: Deps, deskId: string, caseId: string, due: Due) {
  if (await hadTask(tx, caseId, due.kind)) return;
  const task = { id: deps.chance.newId(), caseId, ...due, dueAt: null, createdAt: deps.now() };
  if (!(await raiseTask(tx, deskId, task))) return;
  await record(tx, deps, { deskId, personId: null, name: SYSTEM.label }, [
    { kind: "task.raised", subject: { caseId }, detail: { kind: due.kind }, restricted: true },
  ]);
}

/** Decided again under the lock: somebody may have answered meanwhile. */
async function attend(deps: Deps, deskId: string, id: string): Promise<void> {
  const now = deps.now();
  await withSystem(deps.db, deskId, async (tx) => {
    const [stored] = await lockCasesById(tx, [id]);
    if (!stored) return;
    const { ended, tasks } = dueIn(stored.state, now.toISOString());
    const system = { deskId, personId: null, name: SYSTEM.label };
    await appendEvents(tx, deps, system, stored, ended);
    for (const due of tasks) await raiseOnce(tx, deps, deskId, id, due);
  });
}

async function findDue(tx: Tx, cases: readonly StoredCase[], now: string): Promise<string[]> {
  const due: string[] = [];
  for (const { id, state } of cases) {
    const { ended, tasks } = dueIn(state, now);
    let isNew = ended.length > 0;
    for (const { kind } of tasks) isNew ||= !(await hadTask(tx, id, kind));
    if (isNew) due.push(id);
  }
  return due;
}

/**
 * Looks at every clock of the desk: an embargo whose day has begun is recorded as ended, thirty days of silence raise a
 * task. Publishes nothing. Running it twice, or too often, changes nothing.
 */
export async function watchClocks(deps: Deps, deskId: string): Promise<void> {
  const now = deps.now();
  const at = now.toISOString();
  let after: string | null = null;
  do {
    const from: string | null = after;
    const { due, last } = await withSystem(deps.db, deskId, async (tx) => {
      const cases = await listCasesToWatch(tx, {
        today: dayOf(at),
        after: from,
        limit: BATCH,
      });
      return {
        due: await findDue(tx, cases, at),
        last: cases.length === BATCH ? (cases.at(-1)?.id ?? null) : null,
      };
    });
    for (const id of due) await attend(deps, deskId, id);
    after = last;
  } while (after !== null);
  await withSystem(deps.db, deskId, async (tx) => {
    if (await hasDueOutbox(tx, now)) await deps.jobs.wake(tx, "deliver-outbox", deskId);
  });
}
