import type { Json } from "#core/canonicalJson.ts";
import { type Desk, listDesks } from "#store/access/desk.ts";
import { type Db, withSystem } from "#store/database.ts";
import { findEntryDetail } from "#store/system/exercise.ts";
import type { MailDeps } from "../clearinghouse/deliverOutbox.ts";

/**
 * The exercise runs at a desk of its own, so tenancy keeps it apart from the real one. A set-up that was cut off is not
 * mended, because a ledger is never taken back: the next one begins at a fresh desk, `exercise-2`.
 */
const SLUG = /^exercise(?:-(\d+))?$/;
const numberOf = ({ slug }: Desk): number => Number(SLUG.exec(slug)?.[1] ?? 1);

/** Entry in the exercise's own ledger with which the set-up ends; its detail says what the story's cases are called. */
export const SET_UP = "exercise.set-up";
type SetUp = { readonly cases: Readonly<Record<string, string>> };

export type ReadyExercise = { readonly desk: Desk } & SetUp;

export const toSetUpDetail = (cases: Readonly<Record<string, string>>): Json => ({ cases });

/** Newest last. */
export const listExerciseDesks = async (db: Db): Promise<Desk[]> =>
  (await listDesks(db))
    .filter(({ slug }) => SLUG.test(slug))
    .sort((a, b) => numberOf(a) - numberOf(b));

export const isExerciseDesk = async (db: Db, deskId: string): Promise<boolean> =>
  (await listExerciseDesks(db)).some(({ id }) => id === deskId);

/** The exercise that is completely set up, or undefined. */
export async function findExercise(db: Db): Promise<ReadyExercise | undefined> {
  const desk = (await listExerciseDesks(db)).at(-1);
  if (!desk) return undefined;
  const detail = await withSystem(db, desk.id, (tx) => findEntryDetail(tx, desk.id, SET_UP));
  return detail === undefined ? undefined : { desk, cases: (detail as SetUp).cases };
}

type Mail = Pick<MailDeps, "mailer" | "mailFrom">;

/** Mails of the exercise are delivered to nobody: what they say stands in the conversation of the case. */
export const NOWHERE: Mail = {
  mailer: { send: async () => {}, close: () => {} },
  mailFrom: "desk@exercise.example",
};

/** What a desk's outbox is delivered with; null while the installation has no mail server. */
export const mailFor = async (db: Db, deskId: string, mail: Mail | null): Promise<Mail | null> =>
  (await isExerciseDesk(db, deskId)) ? NOWHERE : mail;
