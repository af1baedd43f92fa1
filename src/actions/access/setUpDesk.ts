import type { Chance } from "#outside/chance/chance.ts";
import { type Desk, insertDesk, listDesks } from "#store/access/desk.ts";
import { insertParty } from "#store/access/party.ts";
import { insertPerson, listAdministrators } from "#store/access/person.ts";
import { type Db, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { giveEnrolment } from "./enrol.ts";

/** The installation's desk; made at the first start. */
export async function openDesk(
  { db, now, chance }: { db: Db; now: () => Date; chance: Chance },
  wanted: { slug: string; name: string },
): Promise<Desk> {
  const [first] = await listDesks(db);
  if (first) return first;
  const desk = { id: chance.newId(), ...wanted };
  await insertDesk(db, { ...desk, createdAt: now() });
  return desk;
}

export const listAllDesks = ({ db }: Pick<Deps, "db">): Promise<Desk[]> => listDesks(db);

/**
 * The first administrator's one-time enrolment link, or undefined when somebody can already sign in as one.
 * Asked at each start: a link that was lost unused is replaced.
 */
export async function openFirstDoor(deps: Deps): Promise<string | undefined> {
  const { db, now, chance, site } = deps;
  return await withSystem(db, site.desk.id, async (tx) => {
    const administrators = await listAdministrators(tx);
    if (administrators.some(({ canSignIn }) => canSignIn)) return undefined;
    const [waiting] = administrators;
    if (waiting) return await giveEnrolment(tx, deps, waiting.id);
    const [partyId, personId] = [chance.newId(), chance.newId()];
    await insertParty(tx, site.desk.id, {
      id: partyId,
      name: site.desk.name,
      kind: "desk",
      contact: null,
      created_at: now(),
    });
    await insertPerson(tx, site.desk.id, {
      id: personId,
      partyId,
      name: "First administrator",
      email: null,
      roles: ["administrator"],
      createdAt: now(),
    });
    return await giveEnrolment(tx, deps, personId);
  });
}
