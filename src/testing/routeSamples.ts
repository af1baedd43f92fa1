import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { Route } from "#contract/route.ts";
import type { CrowdedCase, CrowdedDesk } from "./crowdedDesk.ts";
import { EVALUATION_BODIES, EVALUATION_PARAMS, isOfEvaluations } from "./evaluationSamples.ts";
import { GUARD_BODIES } from "./guardSamples.ts";
import {
  nowhereReview,
  REVIEW_BODIES,
  type ReviewTarget,
  reviewSampleOf,
} from "./reviewSamples.ts";

/** What a call to a route is about. The routes that name a case, or something that hangs on one, are about `on`. */
export type Target = {
  readonly crowd: CrowdedDesk;
  readonly on: CrowdedCase;
  /** A person of the desk whom nobody plays. */
  readonly victim: string;
  readonly batch: string;
  /** What the routes of reviews are about; one that is nowhere unless told. */
  readonly review?: ReviewTarget;
};

/** Has the shape of `on`, and is nowhere. */
export const nowhere = (on: CrowdedCase): CrowdedCase => ({
  ...on,
  id: randomUUID(),
  ref: "VC-2026-999999",
  findingRef: "FD-2026-999999",
  reportRef: "RP-2026-999999",
  advisoryRef: "AS-2026-999999",
  draftId: randomUUID(),
  taskId: randomUUID(),
  proposalId: randomUUID(),
});

const RAW = { type: "application/octet-stream" } as const;
const TOKEN = "main.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const CVSS = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const preference = {
  mode: "everything",
  format: "text",
  weeklyBudget: 5,
  batchDay: "any",
  contact: null,
  language: "en",
  threatModel: "",
};

/** A RED case stays RED, with the same readers: who sees it must not change while the matrix is walked. */
const sameMark = ({ crowd, on }: Target) => ({
  tlp: on.mark === "AMBER" ? "AMBER" : "RED",
  readers:
    on.mark === "RED-named"
      ? Object.values(crowd.people).flatMap((people) =>
          Object.values(people).map(({ personId }) => personId),
        )
      : [],
  reason: "As it was",
});

/** A body for every route that takes one. What would end the walk for others is aimed at the case itself. */
export const BODIES: Readonly<Record<string, (target: Target) => object | string>> = {
  beginEnrolment: () => ({ token: TOKEN }),
  finishEnrolment: () => ({ token: TOKEN, challengeId: randomUUID(), response: {} }),
  finishSignIn: () => ({ challengeId: randomUUID(), response: { id: "x" } }),
  addParty: () => ({ name: `Party ${randomUUID()}`, kind: "finder" }),
  addPerson: ({ crowd }) => ({
    name: "New",
    partyId: crowd.parties.outside.id,
    roles: ["operator"],
  }),
  changePerson: () => ({ roles: ["operator"], disabled: false }),
  createToken: () => ({ name: "mine", scopes: null, days: 1 }),
  submitBatch: () => `${JSON.stringify({ title: `Batch ${randomUUID()}` })}\n`,
  submitReport: () => JSON.stringify({ title: `Report ${randomUUID()}` }),
  assignCase: () => ({ personId: null }),
  closeCase: () => ({ reason: "Done" }),
  reopenCase: () => ({ reason: "Not done" }),
  markCase: sameMark,
  recordCve: () => ({ id: "CVE-2026-12345", source: "the CNA" }),
  recordRemediation: () => ({ kind: "mitigation", note: "Turn it off" }),
  titleCase: ({ on }) => ({ title: `Overflow ${on.secret}` }),
  importPriority: () => "{",
  recordEvidence: () => ({
    outcome: "not-reproduced",
    failed: 0,
    of: 1,
    on: "1.0",
    modelFamily: null,
  }),
  recordExploitation: () => ({ kind: "leak-suspected", source: "a forum" }),
  stateInput: () => ({ input: "automatable", value: null, source: "nobody" }),
  stateSeverity: () => ({ side: "verifier", vector: CVSS, reason: "As it looks" }),
  decideProposal: () => ({ answer: "apart" }),
  linkSibling: ({ on }) => ({ other: on.ref, linked: true }),
  mergeCase: ({ on }) => ({ into: on.ref }),
  splitCase: ({ on }) => ({ findings: [on.findingRef], reason: "Two flaws" }),
  undoSplit: ({ on }) => ({ part: on.ref }),
  undoMerge: ({ on }) => ({ merged: on.ref }),
  answerByLink: () => ({ answer: "acknowledge" }),
  changePreference: () => preference,
  draftMessage: ({ crowd }) => ({ partyId: crowd.parties.member.id, body: "Hello" }),
  editMessage: () => ({ subject: "Again", body: "Hello again" }),
  inviteParticipant: ({ crowd }) => ({ partyId: crowd.parties.member.id, role: "owner" }),
  negotiateEmbargo: () => ({ move: "propose", template: "90+30", reason: "More time" }),
  recordVerdict: () => ({ answer: "acknowledge" }),
  sendMessage: () => ({ beyondBudget: true }),
  editAdvisory: () => ({ revision: -1, draft: {} }),
  withdrawAdvisory: () => ({ reason: "It was no flaw." }),
  publishAdvisory: () => ({ revision: -1, summary: "First" }),
  openExercise: () => ({ token: TOKEN }),
  playAs: () => ({ personId: randomUUID() }),
  ...GUARD_BODIES,
  ...REVIEW_BODIES,
  ...EVALUATION_BODIES,
};

/** What stands for each `:name` of a path. `id` is of whatever the path is about. */
const PARAMS: Readonly<Record<string, (target: Target, path: string) => string>> = {
  ref: ({ on }, path) => {
    if (path.startsWith("/api/advisories/")) return on.advisoryRef;
    return path.startsWith("/api/reports/") ? on.reportRef : on.ref;
  },
  id: ({ on, victim, batch }, path) => {
    const [, , noun = ""] = path.split("/");
    const ids: Record<string, string> = {
      cases: on.draftId,
      tasks: on.taskId,
      proposals: on.proposalId,
      persons: victim,
      batches: batch,
      tokens: victim,
      my: victim,
      guard: victim,
    };
    return ids[noun] ?? "";
  },
  partyId: ({ crowd }) => crowd.parties.outside.id, // whose links nobody needs
  index: () => "0",
  name: () => "kev",
  rendering: () => "text",
  pack: () => "secrets",
  channel: () => "mail",
};

const isOfReview = ({ path }: Route): boolean =>
  path.startsWith("/api/reviews/") || path.startsWith("/api/coverage/");

const QUERIES: Readonly<Record<string, string>> = { finishOidc: "?state=x&code=y" };

export type Sample = {
  readonly method: Route["method"];
  readonly url: string;
  readonly body?: object | string;
  readonly headers: Readonly<Record<string, string>>;
};

/** A call that the contract takes: whether it gets in is the asker's affair alone. */
export function sampleOf(route: Route, target: Target): Sample {
  if (isOfReview(route)) return reviewSampleOf(route, target.review ?? nowhereReview());
  const { method, path, id, rawBody } = route;
  const url = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const own = isOfEvaluations(path) ? EVALUATION_PARAMS[name] : undefined;
    if (own !== undefined) return own;
    const param = PARAMS[name];
    if (!param) throw new Error(`No sample of :${name} in ${path} (${basename(import.meta.url)}).`);
    return param(target, path);
  });
  const body = BODIES[id]?.(target);
  return {
    method,
    url: `${url}${QUERIES[id] ?? ""}`,
    headers: rawBody ? { "content-type": RAW.type } : {},
    ...(body === undefined ? {} : { body }),
  };
}
