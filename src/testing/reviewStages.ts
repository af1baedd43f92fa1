import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { Terms } from "#core/review/terms.ts";
import { BUNDLE } from "./reportSamples.ts";
import { type Member, type ReviewDesk, SECRETS } from "./reviewDesk.ts";
import { told } from "./told.ts";

const OPENING = {
  model: SECRETS.model,
  version: SECRETS.version,
  increment: { kind: "new-base", reuses: null, note: "" },
  acts: ["coverage-enquiry", "access-window", "partner-selection"],
  openWeight: false,
  zone: "Europe/Oslo",
  policyDays: 30,
};
export type OpeningChange = Partial<Record<keyof typeof OPENING, unknown>>;

let count = 0;

/** A version that no other review of this run is of. */
const freshVersion = (): string => `${SECRETS.version}-${++count}`;

/** `drafted`. Opened by the lab, of a version of its own unless told. */
export async function drafted(world: ReviewDesk, change: OpeningChange = {}): Promise<string> {
  const body = { ...OPENING, version: freshVersion(), ...change };
  const opened = await world.ask(world.people.voss, "POST", "/api/reviews", { body });
  return told<ReviewPage>(opened, 201).ref;
}

/** Both agencies named; still a draft. */
export async function named(world: ReviewDesk, change?: OpeningChange): Promise<string> {
  const { act, people, parties } = world;
  const ref = await drafted(world, change);
  for (const { id, name } of [parties.bureau, parties.energy])
    await act(people.voss, ref, "name-agency", { partyId: id, name });
  return ref;
}

/** `submitted`. */
export async function submitted(world: ReviewDesk, change?: OpeningChange): Promise<string> {
  const ref = await named(world, change);
  await world.act(world.people.voss, ref, "submit");
  return ref;
}

export const termsFor = ({ people }: ReviewDesk, change: Partial<Terms> = {}): Terms => ({
  accessMode: "hosted-api",
  variants: ["final-checkpoint", "safeguards-off"],
  people: [people.holm, people.sand].map(({ name }) => ({ name, party: "Model Test Bureau" })),
  agreedUses: [SECRETS.use],
  retentionDays: 30,
  onwardSharing: [],
  labLogs: true,
  destructionDate: "2027-09-01",
  promptsShownToLab: false,
  notes: "",
  ...change,
});

/** Signs with the person's own Ed25519 key. */
export async function signBy(world: ReviewDesk, by: Member, ref: string, version: number) {
  const at = `/api/reviews/${ref}/terms/${version}/sign`;
  const { message } = told<{ message: string }>(await world.ask(by, "POST", `${at}/begin`));
  const signature = by.signBytes(Buffer.from(message, "base64"));
  const body = { method: "ed25519", keyId: by.signKeyId, signature };
  return await world.ask(by, "POST", at, { body });
}

/** Leaves days uncounted, signed with the person's own Ed25519 key. */
export async function leaveOutBy(
  world: ReviewDesk,
  by: Member,
  ref: string,
  uncounted: { readonly days: readonly string[]; readonly reason: string },
) {
  const at = `/api/reviews/${ref}/leave-days-uncounted`;
  const begun = await world.ask(by, "POST", `${at}/begin`, { body: uncounted });
  if (begun.status !== 200) return begun;
  const signed = by.signBytes(Buffer.from((begun.body as { message: string }).message, "base64"));
  const signature = { method: "ed25519", keyId: by.signKeyId, signature: signed };
  return await world.ask(by, "POST", at, { body: { ...uncounted, signature } });
}

/** `terms-agreed`, by the lab and both agencies. */
export async function agreed(world: ReviewDesk, change?: OpeningChange): Promise<string> {
  const { act, people } = world;
  const ref = await submitted(world, change);
  await act(people.voss, ref, "propose-terms", { terms: termsFor(world) });
  for (const by of [people.voss, people.holm, people.alder]) told(await signBy(world, by, ref, 1));
  return ref;
}

/** `access-open`: the clock runs. */
export async function accessOpen(world: ReviewDesk, change?: OpeningChange): Promise<string> {
  const ref = await agreed(world, change);
  await world.act(world.people.voss, ref, "confirm-access");
  return ref;
}

type Granted = { readonly ref: string; readonly grantId: string };

/** Asks for access to information for `by`, who declares to have no conflict; the lab gives it. */
export async function grantTo(world: ReviewDesk, by: Member, ref: string): Promise<string> {
  const { act, people } = world;
  await act(by, ref, "declare-conflict", { has: false, statement: "" });
  const persons = [{ personId: by.personId, name: by.name }];
  const wanted = { axis: "information", level: null, variant: null, persons, reason: "" };
  const page = await act(by, ref, "ask-grant", { ...wanted, reason: SECRETS.reason });
  const grantId = page.grants.findLast(({ state }) => state === "asked")?.id ?? "";
  await act(people.voss, ref, "answer-grant", { grantId, given: true, reason: "" });
  return grantId;
}

/** `access-open`, with a grant for V. Holm. */
export async function granted(world: ReviewDesk, change?: OpeningChange): Promise<Granted> {
  const ref = await accessOpen(world, change);
  return { ref, grantId: await grantTo(world, world.people.holm, ref) };
}

const RESULT = {
  claim: SECRETS.claim,
  method: "By hand",
  evidence: "repeated",
  severity: "high",
  confidence: "medium",
  integrity: "clean",
  run: null,
};

/** V. Holm gives the lab a result. */
export async function resultGiven(world: ReviewDesk, ref: string, change: object = {}) {
  const page = await world.act(world.people.holm, ref, "give-result", {
    content: { ...RESULT, ...change },
  });
  return page.results.at(-1)?.id ?? "";
}

/** The lab replies, and V. Holm shares it with the other agency. */
export async function resultShared(world: ReviewDesk, ref: string): Promise<string> {
  const { act, people, parties } = world;
  const resultId = await resultGiven(world, ref);
  await act(people.voss, ref, "reply-to-result", { resultId, text: SECRETS.reply });
  await act(people.holm, ref, "share-result", { resultId, with: [parties.energy.id] });
  return resultId;
}

let reported = 0;

/** A flaw in real software that somebody reports to the clearinghouse: its reference. */
export async function reportBy(world: ReviewDesk, by: Member): Promise<string> {
  const bundle = { ...BUNDLE, title: `${BUNDLE.title} (${++reported})` };
  const sent = await world.ask(by, "POST", "/api/reports", {
    body: JSON.stringify(bundle),
    headers: { "content-type": "application/octet-stream" },
  });
  return told<{ report: string }>(sent, 201).report;
}

/** Past the end of every window of thirty days that is open now. Nothing runs: only the clock has moved. */
export const expire = ({ desk }: ReviewDesk): void => desk.wait(31);
