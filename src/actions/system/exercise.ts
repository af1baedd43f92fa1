import type { Asker } from "#core/access/asker.ts";
import { parseCredential } from "#core/access/credential.ts";
import { FIRST_PLAYED, fillTries, PEOPLE } from "#core/exercise/people.ts";
import { ok, refuse } from "#core/result.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { deleteSession, lockEnrolment } from "#store/access/credential.ts";
import { findPerson, listPersons } from "#store/access/person.ts";
import { withSystem } from "#store/database.ts";
import { hasReports } from "#store/system/exercise.ts";
import { openSession } from "../access/signIn.ts";
import { siteBase } from "../clearinghouse/publishSite.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import {
  findExercise,
  isExerciseDesk,
  listExerciseDesks,
  type ReadyExercise,
} from "./exerciseDesk.ts";
import { ensureExercise } from "./exerciseSetUp.ts";

/** Nothing has come in at the real desk yet: its door offers the exercise, also to whoever left it and comes back. */
export const isFresh = async ({ db, site }: Pick<Deps, "db" | "site">): Promise<boolean> =>
  !(await withSystem(db, site.desk.id, hasReports));

/** An administrator of the real desk, and whoever plays already. A token has no browser to play in. */
async function mayPlay({ db, site }: Deps, asker: Asker): Promise<boolean> {
  if (asker.via !== "session") return false;
  if (asker.deskId === site.desk.id) return asker.roles.includes("administrator");
  return await isExerciseDesk(db, asker.deskId);
}

async function describe(deps: Deps, { desk, cases }: ReadyExercise, playing: string | null) {
  const words = { ...cases, site: `${siteBase(deps, desk.id)}/` };
  const rows = await withSystem(deps.db, desk.id, (tx) => listPersons(tx, undefined, 100));
  const people = Object.values(PEOPLE).flatMap(({ name, tries }) => {
    const row = rows.find((one) => one.name === name);
    return row
      ? [
          {
            id: row.id,
            name,
            party: row.party_name,
            roles: row.roles as (typeof PEOPLE)[keyof typeof PEOPLE]["roles"][number][],
            tries: fillTries(tries, words),
          },
        ]
      : [];
  });
  return { people, playing };
}

const playedBy = (asker: Asker, { desk }: ReadyExercise): string | null =>
  asker.deskId === desk.id ? asker.personId : null;

/** The people whom this asker may play; nobody for those who may not, or before it was set up. */
export async function readExercise(deps: Deps, asker: Asker) {
  const exercise = await findExercise(deps.db);
  if (!exercise || !(await mayPlay(deps, asker))) return { people: [], playing: null };
  return await describe(deps, exercise, playedBy(asker, exercise));
}

export async function startExercise(deps: Deps, asker: Asker) {
  const { exercise, isNew } = await ensureExercise(deps);
  if (isNew) {
    await withSystem(deps.db, asker.deskId, (tx) =>
      record(tx, deps, asker, [
        { kind: "exercise.started", subject: { deskId: exercise.desk.id }, restricted: false },
      ]),
    );
  }
  return ok(await describe(deps, exercise, playedBy(asker, exercise)));
}

type Who = Pick<Asker, "personId" | "name">;

/** A session as that person of the exercise. It is on the exercise's own record who plays. */
async function play(deps: Deps, { desk }: ReadyExercise, personId: string, { name, ...who }: Who) {
  return await withSystem(deps.db, desk.id, async (tx) => {
    const person = await findPerson(tx, personId);
    if (!person) return undefined;
    await record(tx, deps, { deskId: desk.id, personId: who.personId, name }, [
      { kind: "exercise.played", subject: { personId }, restricted: false },
    ]);
    return await openSession(tx, { ...deps, site: { ...deps.site, desk } }, personId);
  });
}

/** Ends a session at an exercise desk; one at the real desk is left as it is. */
async function endSession({ db }: Deps, cookie: string | undefined): Promise<void> {
  const credential = cookie === undefined ? undefined : parseCredential(cookie);
  const desks = await listExerciseDesks(db);
  const desk = desks.find(({ slug }) => slug === credential?.desk);
  if (!credential || !desk) return;
  await withSystem(db, desk.id, (tx) => deleteSession(tx, sha256(credential.secret)));
}

/** `cookie` is the exercise's session that this one takes the place of, if there is one. */
export async function playAs(
  deps: Deps,
  asker: Asker,
  personId: string,
  cookie: string | undefined,
) {
  const exercise = await findExercise(deps.db);
  if (!exercise || !(await mayPlay(deps, asker))) {
    return refuse("access/forbidden", "Only who has come into the exercise plays in it.");
  }
  const played = await play(deps, exercise, personId, asker);
  if (!played) return refuse("person/not-found", "There is no such person in the exercise.");
  await endSession(deps, cookie);
  return ok({ cookie: played, exercise: await describe(deps, exercise, personId) });
}

export const leaveExercise = (deps: Deps, cookie: string | undefined): Promise<void> =>
  endSession(deps, cookie);

/** The first administrator behind a link that nobody has used yet. The link stays unused. */
async function findNewcomer({ db, now, site }: Deps, token: string) {
  const credential = parseCredential(token);
  if (credential?.desk !== site.desk.slug) return undefined;
  return await withSystem(db, site.desk.id, async (tx) => {
    const enrolment = await lockEnrolment(tx, sha256(credential.secret), now());
    const person = enrolment && (await findPerson(tx, enrolment.person_id));
    return person?.roles.includes("administrator") ? person : undefined;
  });
}

/** Into the exercise with the link of the first start, before there is a passkey. */
export async function openExercise(deps: Deps, token: string) {
  const newcomer = await findNewcomer(deps, token);
  if (!newcomer) {
    return refuse(
      "access/enrolment-spent",
      "The exercise opens with the unused link of an administrator. This one was used already, is older than seven days, or is somebody else’s.",
    );
  }
  const { exercise, isNew } = await ensureExercise(deps);
  const { id, name } = newcomer;
  await withSystem(deps.db, deps.site.desk.id, (tx) =>
    record(tx, deps, { deskId: deps.site.desk.id, personId: id, name }, [
      {
        kind: isNew ? "exercise.started" : "exercise.opened",
        subject: { deskId: exercise.desk.id },
        restricted: false,
      },
    ]),
  );
  const { people } = await describe(deps, exercise, null);
  const first = people.find((one) => one.name === PEOPLE[FIRST_PLAYED].name);
  const cookie = first && (await play(deps, exercise, first.id, { personId: id, name }));
  if (!first || !cookie) throw new Error("The exercise has lost its people.");
  return ok({ cookie, exercise: { people, playing: first.id } });
}
