import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { giveEnrolment } from "#actions/access/enrol.ts";
import { openSession } from "#actions/access/signIn.ts";
import { readCase } from "#actions/clearinghouse/readCase.ts";
import { submitReport } from "#actions/clearinghouse/submitReport.ts";
import { askEscalation } from "#actions/guard/askEscalation.ts";
import { eraseSubject } from "#actions/guard/eraseSubject.ts";
import { changePolicy, uploadPack } from "#actions/guard/keepPackFiles.ts";
import { addTerms } from "#actions/guard/keepTerms.ts";
import { plantCanary } from "#actions/guard/plantCanary.ts";
import { pseudonymise } from "#actions/guard/pseudonymise.ts";
import { postRecords } from "#actions/guard/readRecords.ts";
import { sequenceEntries } from "#actions/ledger/sequenceEntries.ts";
import { actOnReview } from "#actions/review/actOnReview.ts";
import { openReview } from "#actions/review/openReview.ts";
import { addMyKey } from "#actions/review/personKeys.ts";
import { readReview } from "#actions/review/readReview.ts";
import { toSaltedTerm } from "#core/guard/saltedTerm.ts";
import { withSystem } from "#store/database.ts";
import { done } from "./coordination.ts";
import { type CrowdedDesk, MARKS } from "./crowdedDesk.ts";
import { fillEvaluations } from "./evaluationTables.ts";
import { SAMPLE_FINDING, SAMPLE_PACK, sampleRecord } from "./guardSamples.ts";
import { REVIEW_BODIES } from "./reviewSamples.ts";

/** Puts at least one row of this desk into every table that has desks' rows: cases, and what does not hang on one. */
export async function fillEveryTable(crowded: CrowdedDesk): Promise<void> {
  for (const mark of MARKS) await crowded.openCase(mark);
  await fillAccounts(crowded);
  await fillIntake(crowded);
  await fillReviews(crowded);
  await fillGuard(crowded);
  await fillEvaluations(crowded);
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

/** A review of the member party, with an agency that looks at it; something sealed, and the key that it was sealed to. */
async function fillReviews({ desk, people, parties }: CrowdedDesk): Promise<void> {
  const { deps, id } = desk;
  const [lab, agency] = [people.member["lab-officer"], people.outside.reviewer];
  const { openReview: opening, addMyKey: key } = REVIEW_BODIES;
  const { ref } = done(
    await openReview(deps, lab, opening?.() as Parameters<typeof openReview>[2]),
  );
  const named = { partyId: parties.outside.id, name: parties.outside.name };
  done(await actOnReview(deps, lab, ref, "name-agency", named));
  done(await readReview(deps, agency, { origin: "203.0.113.7", way: "browser" }, ref));
  const added = await addMyKey(deps, agency, key?.() as Parameters<typeof addMyKey>[2]);
  if (!added.ok) throw new Error(added.refusal.detail);
  const sealed = sql`sealed_material (desk_id, id, review_id, party_id, person_id, kind, state, store_id, part_size,
      edition, envelope, recipients, started_at)
    values (${id}, ${randomUUID()}, (select id from review where ref = ${ref} and desk_id = ${id}), ${agency.partyId},
      ${agency.personId}, 'other', 'uploading', 'none', 65552, 1, ${randomBytes(64)}, '[]', ${desk.clock.now()})`;
  await sql`insert into ${sealed}`.execute(desk.owner);
}

/** A pack, a term, a canary, a pseudonym, an erasure, a question and a record. */
async function fillGuard(crowded: CrowdedDesk): Promise<void> {
  const { desk, keeper, people } = crowded;
  const { deps } = desk;
  const { ref } = await crowded.openCase("AMBER");
  const say = "As agreed";
  done((await uploadPack(deps, keeper, { format: "yaml", text: SAMPLE_PACK })).result);
  done(await changePolicy(deps, keeper, "mail", { packs: ["personal", "house"], reason: say }));
  const term = toSaltedTerm(deps.guardKey.salt(desk.id), "Blue Heron");
  if (term) done(await addTerms(deps, people.member["lab-officer"], [{ label: "Bird", term }]));
  done(await plantCanary(deps, keeper, ref, "The report"));
  done(await pseudonymise(deps, keeper, ref, { text: "Ask ada.lovelace@example.org." }));
  done(await eraseSubject(deps, keeper, { names: ["Gone Person"], reason: say }));
  const question = { text: "TLP:GREEN", rewrite: null, destination: "a model", seconds: 300 };
  const audience = { kind: "public" } as const;
  done(await askEscalation(deps, keeper, { ...question, audience, findings: [SAMPLE_FINDING] }));
  const record = sampleRecord(randomUUID()) as Parameters<typeof postRecords>[2][number];
  done(await postRecords(deps, keeper, [record]));
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
