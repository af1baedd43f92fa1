import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { giveEnrolment } from "#actions/access/enrol.ts";
import { openSession } from "#actions/access/signIn.ts";
import { readCase } from "#actions/clearinghouse/readCase.ts";
import { submitReport } from "#actions/clearinghouse/submitReport.ts";
import { sequenceEntries } from "#actions/ledger/sequenceEntries.ts";
import { withSystem } from "#store/database.ts";
import { type CrowdedDesk, MARKS } from "./crowdedDesk.ts";

/** Puts at least one row of this desk into every table that has desks' rows: cases, and what does not hang on one. */
export async function fillEveryTable(crowded: CrowdedDesk): Promise<void> {
  for (const mark of MARKS) await crowded.openCase(mark);
  await fillAccounts(crowded);
  await fillIntake(crowded);
  const { desk, keeper } = crowded;
  await sequenceEntries(desk.deps, desk.id);
  const { ref } = await crowded.openCase("AMBER");
  await readCase(desk.deps, keeper, ref); // an entry that waits for its place in the log
}

async function fillAccounts({ desk, people }: CrowdedDesk): Promise<void> {
  const { deps, id } = desk;
  const { personId } = people.member.owner;
  const now = desk.clock.now();
  await desk.token(people.member.owner);
  await withSystem(desk.db, id, async (tx) => {
    await giveEnrolment(tx, deps, personId);
    await openSession(tx, deps, personId);
  });
  for (const row of [
    sql`challenge values (${id}, ${randomUUID()}, 'sign-in', '{}', ${now})`,
    sql`passkey values (${id}, ${randomUUID()}, ${personId}, ${randomBytes(8)}, 0, '{}', ${now})`,
    sql`oidc_identity values (${id}, 'https://id.example', ${randomUUID()}, ${personId}, ${now})`,
    sql`saved_view values (${id}, ${personId}, 'mine', 'view=due')`,
  ]) {
    await sql`insert into ${row}`.execute(desk.owner);
  }
}

async function fillIntake({ desk, source }: CrowdedDesk): Promise<void> {
  const { id } = desk;
  const now = desk.clock.now();
  const bytes = new TextEncoder().encode(JSON.stringify({ title: `Filler ${randomUUID()}` }));
  const file = { name: null, format: undefined, tlp: "AMBER", channel: "api" } as const;
  await submitReport(desk.deps, source, { ...file, bytes, key: "once" });
  const batch = randomUUID();
  for (const row of [
    sql`attachment values (${id}, (select id from report where desk_id = ${id} limit 1), 'proof.bin', ${randomBytes(32)}, 0, '')`,
    sql`batch (desk_id, id, party_id, name, started_at) values (${id}, ${batch}, ${source.partyId}, 'night', ${now})`,
    sql`batch_problem values (${id}, ${batch}, 1, '[]')`,
    sql`advisory_version values (${id}, (select id from advisory where desk_id = ${id} limit 1), 1, '{}', ${now}, 'K. Eeper')`,
  ]) {
    await sql`insert into ${row}`.execute(desk.owner);
  }
}
