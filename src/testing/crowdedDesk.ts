import { draftMessage } from "#actions/clearinghouse/draftMessage.ts";
import { inviteParticipant } from "#actions/clearinghouse/inviteParticipant.ts";
import { negotiateEmbargo } from "#actions/clearinghouse/negotiateEmbargo.ts";
import { sendMessage } from "#actions/clearinghouse/sendMessage.ts";
import { startAdvisory } from "#actions/clearinghouse/startAdvisory.ts";
import { markCase, recordEvidence } from "#actions/clearinghouse/workCase.ts";
import { ROLES, type Role } from "#core/access/role.ts";
import { insertProposals } from "#store/clearinghouse/proposal.ts";
import { raiseTask } from "#store/clearinghouse/task.ts";
import { withSystem } from "#store/database.ts";
import { done } from "./coordination.ts";
import type { TestDesk, TestParty, TestPerson } from "./desk.ts";

export const SEATS = ["member", "outside"] as const;
export type Seat = (typeof SEATS)[number];

/** RED names its readers: `red-named` names everybody here, `red-unnamed` nobody but the keeper. */
export const MARKS = ["AMBER", "RED-unnamed", "RED-named"] as const;
export type Mark = (typeof MARKS)[number];

/** A case with something of everything hanging on it; `secret` stands in all of its texts. */
export type CrowdedCase = {
  readonly id: string;
  readonly ref: string;
  readonly mark: Mark;
  readonly secret: string;
  readonly findingRef: string;
  readonly reportRef: string;
  readonly draftId: string;
  readonly taskId: string;
  readonly proposalId: string;
  readonly advisoryRef: string;
  /** Text of the link that the member party was sent. */
  readonly link: string;
};

/** A desk with a person of every role in a party that takes part in its cases, and in one that does not. */
export type CrowdedDesk = {
  readonly desk: TestDesk;
  readonly parties: Readonly<Record<Seat | "office" | "source", TestParty>>;
  readonly people: Readonly<Record<Seat, Readonly<Record<Role, TestPerson>>>>;
  /** A coordinator, who set all of it up and reads all of it. */
  readonly keeper: TestPerson;
  /** Who reported everything. */
  readonly source: TestPerson;
  readonly openCase: (mark: Mark) => Promise<CrowdedCase>;
};

async function everyRole(desk: TestDesk, party: TestParty): Promise<Record<Role, TestPerson>> {
  const people: Partial<Record<Role, TestPerson>> = {};
  for (const role of ROLES) people[role] = await desk.person(party, [role]);
  return people as Record<Role, TestPerson>;
}

let count = 0;

export async function crowd(desk: TestDesk): Promise<CrowdedDesk> {
  const parties = {
    office: await desk.party("Lakeside Coordination", "desk"),
    source: await desk.party("Kestrel Lab", "lab"),
    member: await desk.party("libharbor", "vendor", "security@libharbor.example"),
    outside: await desk.party("Elsewhere", "vendor", "security@elsewhere.example"),
  };
  const people = {
    member: await everyRole(desk, parties.member),
    outside: await everyRole(desk, parties.outside),
  };
  const keeper = await desk.person(parties.office, ["coordinator"], "K. Eeper");
  const source = await desk.person(parties.source, ["finder"], "S. Ource");
  const crowded = { desk, parties, people, keeper, source };
  return { ...crowded, openCase: (mark) => openCase(crowded, mark) };
}

type Crowd = Omit<CrowdedDesk, "openCase">;

async function openCase(crowded: Crowd, mark: Mark): Promise<CrowdedCase> {
  const { desk, keeper, source } = crowded;
  const { deps } = desk;
  count += 1;
  const secret = `heron-${count}-${mark.toLowerCase()}`;
  const words = { title: `Overflow ${secret}`, description: `What ${secret} does.` };
  const { id, ref, finding } = await desk.submit(source, words);
  const run = { outcome: "reproduced", failed: 5, of: 5, on: `${secret} 1.0` } as const;
  done(await recordEvidence(deps, keeper, ref, { ...run, modelFamily: null }));
  await seat(crowded, ref);
  const first = await draft(crowded, ref, `Please look at ${secret}.`);
  done(await sendMessage(deps, keeper, ref, first, { beyondBudget: true }));
  const draftId = await draft(crowded, ref, `More about ${secret}.`);
  const { ref: advisoryRef } = done(await startAdvisory(deps, keeper, ref));
  const made = {
    id,
    ref,
    mark,
    secret,
    draftId,
    advisoryRef,
    findingRef: finding,
    reportRef: await reportOf(desk, finding),
    taskId: await giveTask(desk, id, secret),
    proposalId: await propose(crowded, id),
    link: await linkOf(desk, first),
  };
  if (mark !== "AMBER") await redden(crowded, ref, mark);
  return made;
}

/** The member party owns the flaw, and has agreed to the embargo. */
async function seat({ desk, parties, people, keeper }: Crowd, ref: string): Promise<void> {
  const wanted = { partyId: parties.member.id, role: "owner" } as const;
  done(await inviteParticipant(desk.deps, keeper, ref, wanted));
  done(await negotiateEmbargo(desk.deps, people.member.owner, ref, { move: "accept" }));
}

async function draft({ desk, parties, keeper }: Crowd, ref: string, body: string) {
  const wanted = { partyId: parties.member.id, body };
  const page = done(await draftMessage(desk.deps, keeper, ref, wanted));
  const made = page.messages.findLast(({ state }) => state === "draft");
  if (!made) throw new Error("The draft is not in the case.");
  return made.id;
}

async function redden({ desk, people, keeper }: Crowd, ref: string, mark: Mark): Promise<void> {
  const everybody = SEATS.flatMap((one) => Object.values(people[one])).map((one) => one.personId);
  const readers = mark === "RED-named" ? everybody : [];
  const red = { tlp: "RED", readers, reason: "For its readers only" } as const;
  done(await markCase(desk.deps, keeper, ref, red));
}

const reportOf = async (desk: TestDesk, findingRef: string): Promise<string> =>
  (
    await desk.owner
      .selectFrom("finding")
      .innerJoin("report", "report.id", "finding.report_id")
      .select("report.ref")
      .where("finding.ref", "=", findingRef)
      .executeTakeFirstOrThrow()
  ).ref;

async function giveTask(desk: TestDesk, caseId: string, secret: string): Promise<string> {
  const id = desk.deps.chance.newId();
  const task = { id, caseId, kind: "silence", detail: `Ask about ${secret}.` };
  const rest = { dueAt: null, createdAt: desk.clock.now() };
  await withSystem(desk.db, desk.id, (tx) => raiseTask(tx, desk.id, { ...task, ...rest }));
  return id;
}

/** That it may be one with another case, which everybody of the desk sees. */
async function propose({ desk, source }: Crowd, caseId: string): Promise<string> {
  const other = await desk.submit(source);
  const id = desk.deps.chance.newId();
  const proposal = { id, caseId, otherId: other.id, score: 0.6, signals: [] };
  await withSystem(desk.db, desk.id, (tx) =>
    insertProposals(tx, desk.id, [{ ...proposal, createdAt: desk.clock.now() }]),
  );
  return id;
}

async function linkOf(desk: TestDesk, messageId: string): Promise<string> {
  const { payload } = await desk.owner
    .selectFrom("outbox")
    .select("payload")
    .where("message_id", "=", messageId)
    .executeTakeFirstOrThrow();
  const [, link] = /\/o\/#(\S+)/.exec((payload as { body: string }).body) ?? [];
  if (link === undefined) throw new Error("The mail holds no link.");
  return link;
}
