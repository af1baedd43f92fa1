import { PARTIES, type PartyKey, PEOPLE, type PersonKey } from "#core/exercise/people.ts";
import type { CaseKey } from "#core/exercise/step.ts";
import { STORY } from "#core/exercise/story.ts";
import { type Desk, insertDesk } from "#store/access/desk.ts";
import { insertParty } from "#store/access/party.ts";
import { insertPerson } from "#store/access/person.ts";
import { type Tx, withSystem } from "#store/database.ts";
import { tryLockSetUp } from "#store/system/exercise.ts";
import type { Deps } from "../deps.ts";
import { type Recorded, record } from "../ledger/record.ts";
import {
  findExercise,
  listExerciseDesks,
  type ReadyExercise,
  SET_UP,
  toSetUpDetail,
} from "./exerciseDesk.ts";
import { takeStep, type World } from "./exerciseStep.ts";

const NAME = "Lakeside Coordination (exercise)";
const HOUR = 3_600_000;
const RETRY_MS = 200;

const self = (deskId: string) => ({ deskId, personId: null, name: "Assay" });

/** Parties and people are written as an administrator would have added them. */
async function seat(tx: Tx, deps: Deps, deskId: string, createdAt: Date): Promise<World> {
  const parties = new Map<PartyKey, string>();
  const people = new Map<PersonKey, string>();
  const entries: Recorded[] = [];
  for (const [key, { name, kind, contact }] of Object.entries(PARTIES)) {
    const id = deps.chance.newId();
    parties.set(key as PartyKey, id);
    await insertParty(tx, deskId, { id, name, kind, contact, created_at: createdAt });
    entries.push({ kind: "party.added", subject: { partyId: id }, restricted: true });
  }
  for (const [key, { name, party, roles }] of Object.entries(PEOPLE)) {
    const id = deps.chance.newId();
    people.set(key as PersonKey, id);
    const partyId = parties.get(party) ?? "";
    await insertPerson(tx, deskId, { id, partyId, name, email: null, roles, createdAt });
    const detail = { roles: [...roles] };
    entries.push({ kind: "person.added", subject: { personId: id }, detail, restricted: true });
  }
  await record(tx, { ...deps, now: () => createdAt }, self(deskId), entries);
  return { deskId, parties, people, cases: new Map<CaseKey, string>() };
}

/** Tells the story with a clock that goes from its beginning to now. Jobs are woken once, when it has been told. */
async function tell(deps: Deps, world: World): Promise<void> {
  const end = deps.now().getTime();
  const jobs = { wake: async () => {} };
  for (const step of STORY) {
    const now = () => new Date(end - step.ago * HOUR);
    await takeStep({ ...deps, jobs, now }, world, step);
  }
}

async function setUp(deps: Deps): Promise<ReadyExercise> {
  const { db, chance, now } = deps;
  const number = (await listExerciseDesks(db)).length + 1;
  const slug = number === 1 ? "exercise" : `exercise-${number}`;
  const desk: Desk = { id: chance.newId(), slug, name: NAME };
  await insertDesk(db, { ...desk, createdAt: now() });
  const begun = new Date(now().getTime() - ((STORY[0]?.ago ?? 0) + 1) * HOUR);
  const world = await withSystem(db, desk.id, (tx) => seat(tx, deps, desk.id, begun));
  await tell(deps, world);
  const cases = Object.fromEntries(world.cases);
  await withSystem(db, desk.id, async (tx) => {
    await record(tx, deps, self(desk.id), [
      { kind: SET_UP, subject: {}, detail: toSetUpDetail(cases), restricted: false },
    ]);
    await deps.jobs.wake(tx, "publish-advisories", desk.id);
  });
  return { desk, cases };
}

/** Sets the exercise up, or finds it; where another call is at it, that one's is waited for. `isNew`: this call did it. */
export async function ensureExercise(
  deps: Deps,
): Promise<{ readonly exercise: ReadyExercise; readonly isNew: boolean }> {
  const { db, site } = deps;
  for (;;) {
    const ready = await findExercise(db);
    if (ready) return { exercise: ready, isNew: false };
    const made = await withSystem(db, site.desk.id, async (tx) => {
      if (!(await tryLockSetUp(tx))) return undefined;
      return (await findExercise(db)) ? undefined : await setUp(deps);
    });
    if (made) return { exercise: made, isNew: true };
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
