import type { Asker } from "#core/access/asker.ts";
import { PARTIES, type PartyKey, PEOPLE, type PersonKey } from "#core/exercise/people.ts";
import type { CaseKey, Step, StepOf } from "#core/exercise/step.ts";
import type { Refusal, Result } from "#core/result.ts";
import { readExampleFinding } from "#outside/exercise/exampleFile.ts";
import { withSystem } from "#store/database.ts";
import { findCaseRefs } from "#store/system/exercise.ts";
import { deliverOutbox } from "../clearinghouse/deliverOutbox.ts";
import { draftMessage } from "../clearinghouse/draftMessage.ts";
import { inviteParticipant } from "../clearinghouse/inviteParticipant.ts";
import { decideProposal, linkSibling } from "../clearinghouse/joinCases.ts";
import { negotiateEmbargo } from "../clearinghouse/negotiateEmbargo.ts";
import { publishAdvisory } from "../clearinghouse/publishAdvisory.ts";
import { readCase } from "../clearinghouse/readCase.ts";
import { recordVerdict } from "../clearinghouse/recordVerdict.ts";
import { sendMessage } from "../clearinghouse/sendMessage.ts";
import { startAdvisory } from "../clearinghouse/startAdvisory.ts";
import { submitReport } from "../clearinghouse/submitReport.ts";
import {
  assignCase,
  closeCase,
  recordEvidence,
  stateInput,
  stateSeverity,
} from "../clearinghouse/workCase.ts";
import type { Deps } from "../deps.ts";
import { NOWHERE } from "./exerciseDesk.ts";

/** Where the story stands: who is who, and what its cases are called here. */
export type World = {
  readonly deskId: string;
  readonly parties: ReadonlyMap<PartyKey, string>;
  readonly people: ReadonlyMap<PersonKey, string>;
  readonly cases: Map<CaseKey, string>;
};

type Outcome = Result<unknown, Refusal>;
type Doing<S> = (deps: Deps, world: World, asker: Player, step: S, ref: string) => Promise<Outcome>;
type Player = Asker & { readonly personId: string; readonly partyId: string };

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The story of the exercise has no ${what} here.`);
  return value;
}

function playerOf({ deskId, parties, people }: World, key: PersonKey): Player {
  const { name, party, roles } = PEOPLE[key];
  return {
    deskId,
    personId: found(people.get(key), name),
    partyId: found(parties.get(party), PARTIES[party].name),
    name,
    roles,
    scopes: null,
    onlyCaseId: null,
    via: "session",
  };
}

/** A file goes in as it lies there, and the story's cases get their names from where its findings went. */
async function submit(deps: Deps, world: World, asker: Player, step: StepOf<"submit">) {
  const { file: name, cases } = step;
  const bytes = await readExampleFinding(name);
  const file = {
    bytes,
    name,
    format: undefined,
    tlp: "AMBER",
    channel: "page",
    key: null,
  } as const;
  const submitted = await submitReport(deps, asker, file);
  if (!submitted.ok) return submitted;
  const refs = submitted.value.findings.map(({ id }) => id);
  const went = await withSystem(deps.db, world.deskId, (tx) => findCaseRefs(tx, refs));
  cases.forEach((key, i) => {
    world.cases.set(key, found(went.get(refs[i] ?? ""), `finding ${i} of ${name}`));
  });
  return submitted;
}

/** The page of a case as that person sees it: where a draft's or a proposal's id is found. */
async function pageOf(deps: Deps, asker: Player, ref: string) {
  const read = await readCase(deps, asker, ref);
  if (!read.ok) throw new Error(`${asker.name} does not see ${ref}: ${read.refusal.detail}`);
  return read.value;
}

async function send(deps: Deps, { deskId }: World, asker: Player, ref: string) {
  const { messages } = await pageOf(deps, asker, ref);
  const draft = found(
    messages.find(({ state }) => state === "draft"),
    "draft",
  );
  const sent = await sendMessage(deps, asker, ref, draft.id, { beyondBudget: false });
  if (sent.ok) await deliverOutbox({ ...deps, ...NOWHERE }, deskId);
  return sent;
}

async function publish(deps: Deps, asker: Player, step: StepOf<"publish">, ref: string) {
  const { advisory } = await pageOf(deps, asker, ref);
  const own = found(advisory ?? undefined, "advisory");
  return await publishAdvisory(deps, asker, own.ref, { revision: 1, summary: step.summary });
}

const DO: { readonly [D in Step["do"]]: Doing<StepOf<D>> } = {
  submit: (deps, world, asker, step) => submit(deps, world, asker, step),
  assign: (deps, { people }, asker, { to }, ref) =>
    assignCase(deps, asker, ref, found(people.get(to), to)),
  invite: (deps, { parties }, asker, { party, role }, ref) =>
    inviteParticipant(deps, asker, ref, { partyId: found(parties.get(party), party), role }),
  accept: (deps, _world, asker, _step, ref) =>
    negotiateEmbargo(deps, asker, ref, { move: "accept" }),
  evidence: (deps, _world, asker, step, ref) =>
    recordEvidence(deps, asker, ref, {
      ...step,
      environment: "x86_64, gcc 12 with AddressSanitizer",
      modelFamily: null,
    }),
  severity: (deps, _world, asker, step, ref) => stateSeverity(deps, asker, ref, step),
  input: (deps, _world, asker, { input, value, source }, ref) =>
    stateInput(deps, asker, ref, { input, value, source, asOf: null }),
  sibling: (deps, { cases }, asker, { other }, ref) =>
    linkSibling(deps, asker, ref, found(cases.get(other), other), true),
  "answer-proposal": async (deps, _world, asker, { answer }, ref) => {
    const [proposal] = (await pageOf(deps, asker, ref)).proposals;
    return await decideProposal(deps, asker, found(proposal, "proposal").id, answer);
  },
  close: (deps, _world, asker, { reason }, ref) => closeCase(deps, asker, ref, reason),
  draft: (deps, { parties }, asker, { to }, ref) =>
    draftMessage(deps, asker, ref, { partyId: found(parties.get(to), to) }),
  send: (deps, world, asker, _step, ref) => send(deps, world, asker, ref),
  acknowledge: (deps, _world, asker, { note }, ref) =>
    recordVerdict(deps, asker, ref, { answer: "acknowledge", note }),
  fixed: (deps, _world, asker, { version, note }, ref) =>
    recordVerdict(deps, asker, ref, { answer: "fixed", version, note }),
  "end-embargo": (deps, _world, asker, { reason }, ref) =>
    negotiateEmbargo(deps, asker, ref, { move: "exit", reason }),
  "start-advisory": (deps, _world, asker, _step, ref) => startAdvisory(deps, asker, ref),
  publish: (deps, _world, asker, step, ref) => publish(deps, asker, step, ref),
};

/** Does one step as its person would, by the same action. A story that cannot be told is a fault of ours: it throws. */
export async function takeStep(deps: Deps, world: World, step: Step): Promise<void> {
  const asker = playerOf(world, step.by);
  const ref = step.case === undefined ? "" : found(world.cases.get(step.case), step.case);
  const doing = DO[step.do] as Doing<Step>;
  const done = await doing(deps, world, asker, step, ref);
  if (!done.ok) {
    const { code, detail } = done.refusal;
    throw new Error(`${asker.name}, "${step.do}" in ${step.case ?? "intake"}: ${code}, ${detail}`);
  }
}
