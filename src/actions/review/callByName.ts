import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import type { ReviewActs } from "#core/review/act.ts";
import { no } from "#core/review/refusal.ts";
import { findParty } from "#store/access/party.ts";
import { findReporter } from "#store/clearinghouse/report.ts";
import { asDesk, type Tx } from "#store/database.ts";
import { listReviewPeople } from "#store/review/reviewMember.ts";

/** The agency as the desk calls it, whatever the request calls it. */
async function nameOfAgency(tx: Tx, { partyId }: ReviewActs["name-agency"]) {
  const party = await findParty(tx, partyId);
  return party
    ? ok({ partyId, name: party.name })
    : no("agency/unknown", "There is no such party at this desk.");
}

/** A grant is for people of the asker's own party, under the names that they have here: terms name people by name. */
async function namesOfPersons(
  tx: Tx,
  reviewId: string,
  partyId: string | null,
  asked: ReviewActs["ask-grant"],
) {
  const people = (await listReviewPeople(tx, reviewId)).filter((one) => one.partyId === partyId);
  const persons = asked.persons.flatMap(({ personId }) => {
    const person = people.find((one) => one.personId === personId);
    return person?.roles.includes("reviewer") ? [{ personId, name: person.name }] : [];
  });
  return persons.length === asked.persons.length
    ? ok({ ...asked, persons })
    : no("grant/not-named", "A grant names reviewers of your own agency, and nobody else.");
}

/** A reference names a report that the asker's own party sent: any other would vouch for what is not there. */
async function ownReport(tx: Tx, { partyId }: Asker, filed: ReviewActs["file-finding"]) {
  const reporter = await findReporter(tx, filed.reportRef);
  return partyId !== null && reporter === partyId
    ? ok(filed)
    : no("result/no-report", "Your agency sent no report of this reference to the clearinghouse.");
}

/** What a move says, with parties and persons called as the desk calls them. */
export async function callByName<M extends keyof ReviewActs>(
  tx: Tx,
  asker: Asker,
  reviewId: string,
  move: M,
  input: ReviewActs[M],
) {
  return await asDesk(tx, asker, async () => {
    if (move === "name-agency") return await nameOfAgency(tx, input as ReviewActs["name-agency"]);
    if (move === "ask-grant")
      return await namesOfPersons(tx, reviewId, asker.partyId, input as ReviewActs["ask-grant"]);
    if (move === "file-finding")
      return await ownReport(tx, asker, input as ReviewActs["file-finding"]);
    return ok(input);
  });
}
