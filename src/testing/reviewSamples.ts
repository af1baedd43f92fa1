import { randomUUID } from "node:crypto";
import type { Route } from "#contract/route.ts";
import { newEnvelope } from "#core/sealed/newEnvelope.ts";
import { systemChance } from "#outside/chance/chance.ts";

/** What a route that names a review is asked about. */
export type ReviewTarget = { readonly ref: string; readonly materialId: string };

/** Has the shape of one, and is nowhere. */
export const nowhereReview = (): ReviewTarget => ({
  ref: "RV-2026-999999",
  materialId: randomUUID(),
});

const DIGEST = "ab".repeat(32);
const AGE_KEY = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
const SIGN_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const RECIPIENTS = [{ name: "V. Holm", key: AGE_KEY }];

const envelope = (): string => {
  const made = newEnvelope(systemChance.random, RECIPIENTS);
  return Buffer.from(made.envelope).toString("base64");
};
const label = {
  basis: "agreement",
  name: "Terms of this review",
  from: "2026-09-01",
  until: null,
  source: "The terms",
  claimedBy: "The lab",
};
const terms = {
  accessMode: "hosted-api",
  variants: ["final-checkpoint"],
  people: [{ name: "V. Holm", party: "Model Test Bureau" }],
  agreedUses: ["Measure"],
  retentionDays: 30,
  onwardSharing: [],
  labLogs: true,
  destructionDate: "2026-12-01",
  promptsShownToLab: false,
  notes: "",
};
const content = {
  claim: "It counts",
  method: "By hand",
  evidence: "asserted",
  severity: null,
  confidence: "low",
  integrity: "clean",
  run: null,
};

const OF_THE_LAB: Readonly<Record<string, () => object>> = {
  submitReview: () => ({}),
  nameAgency: () => ({ partyId: randomUUID(), name: "An agency" }),
  answerAgency: () => ({ partyId: randomUUID(), attached: false }),
  dateRelease: () => ({ release: "public", date: "2027-01-15", note: "" }),
  recordRelease: () => ({ release: "limited" }),
  withdrawReview: () => ({}),
  completeReview: () => ({}),
  findNotApplicable: () => ({ reason: "It is not new" }),
  confirmAccess: () => ({}),
  beginUncounted: () => ({ days: ["2026-09-22"], reason: "Our endpoint was down" }),
  leaveDaysUncounted: () => ({
    days: ["2026-09-22"],
    reason: "Our endpoint was down",
    signature: { method: "ed25519", keyId: randomUUID(), signature: "cd".repeat(64) },
  }),
  answerGrant: () => ({ grantId: "g1", given: false, reason: "Not now" }),
  endGrant: () => ({ grantId: "g1", reason: "It is done" }),
  replyToResult: () => ({ resultId: "r1", text: "We see less" }),
  askCoverage: () => ({ question: "Is it covered?" }),
};

const OF_THE_AGENCY: Readonly<Record<string, () => object>> = {
  askGrant: () => ({
    axis: "model",
    level: "AL1",
    variant: null,
    persons: [{ personId: randomUUID(), name: "V. Holm" }],
    reason: "To look",
  }),
  declareConflict: () => ({ has: false, statement: "" }),
  recuse: () => ({}),
  giveResult: () => ({ content }),
  shareResult: () => ({ resultId: "r1", with: [randomUUID()] }),
  fileFinding: () => ({ resultId: "r1", reportRef: "RP-2026-0412" }),
};

const OF_BOTH: Readonly<Record<string, () => object>> = {
  proposeTerms: () => ({ terms }),
  reportOutage: () => ({ from: "2026-09-20T08:00:00.000Z", until: null, note: "" }),
  claimLabel: () => ({ on: "submission", label }),
  openIncident: () => ({ what: "It left its range", thirdParties: [], hours: 24 }),
  endIncident: () => ({ incidentId: "i1", outcome: "The range was closed" }),
  proposePartner: () => ({ name: `Partner ${randomUUID()}`, reason: "It runs much" }),
  answerPartner: () => ({ partnerId: "p1", agrees: false, reason: "Too early" }),
  stateDestruction: () => ({ destructionId: "d1", method: "Erased", on: "2026-09-21" }),
  signTerms: () => ({ method: "ed25519", keyId: randomUUID(), signature: "cd".repeat(64) }),
};

const SEALED: Readonly<Record<string, () => object | string>> = {
  beginSealed: () => ({
    kind: "other",
    envelope: envelope(),
    recipients: RECIPIENTS,
    partSize: 65_552,
    size: null,
    label: null,
    unclassified: true,
  }),
  putSealedPart: () => "ciphertext",
  finishSealed: () => ({ size: 10, parts: [DIGEST] }),
  rewrapSealed: () => ({ envelope: envelope(), recipients: RECIPIENTS }),
};

const OF_NO_REVIEW: Readonly<Record<string, () => object>> = {
  openReview: () => ({
    model: "A model",
    version: randomUUID(),
    increment: { kind: "new-base", reuses: null, note: "" },
    acts: ["access-window"],
    openWeight: false,
    zone: "Europe/Oslo",
    policyDays: 30,
  }),
  askToJoinReview: () => ({
    labPartyId: randomUUID(),
    model: "A model",
    version: "1",
    reason: "We know such models",
  }),
  recordCoverage: () => ({ coverage: "covered", until: "2027-01-15", basis: "Annex 3" }),
  addMyKey: () => ({ purpose: "sign", publicKey: SIGN_KEY, name: "My key", holder: "file" }),
};

const OF_ORDERS: Readonly<Record<string, () => object>> = {
  orderEvaluation: () => ({
    title: "Does it keep what it was told?",
    grantId: "g1",
    materialId: randomUUID(),
    configuration: "behaviour:\n  name: Keeps it\n",
    testSet: null,
    budget: { calls: 100, tokens: null, seconds: null },
    seed: "11",
  }),
  beginBatch: () => ({ trials: 10, run: null }),
  stopOrder: () => ({ reason: "Enough was seen" }),
  finishOrder: () => ({ state: "finished", why: null, destroyed: "Overwritten in memory" }),
  reportContainment: () => ({ what: "It left its range", run: null, thirdParties: [], hours: 24 }),
};

/** A body for every route of reviews that takes one. */
export const REVIEW_BODIES: Readonly<Record<string, () => object | string>> = {
  ...OF_THE_LAB,
  ...OF_THE_AGENCY,
  ...OF_BOTH,
  ...SEALED,
  ...OF_NO_REVIEW,
  ...OF_ORDERS,
};

/** SHA-256 of the sample's part, as it is announced (RFC 9530). */
const PART_HEADERS = {
  "content-type": "application/octet-stream",
  "content-digest": "sha-256=:MFUx3MUOvKMc8dWzHp/HbtUfZrO23VoDDGU5rmUy+Xk=:",
};

const QUERIES: Readonly<Record<string, string>> = { draftResultFromRun: "?run=EV-2026-999999" };

/** A call to a route that names a review: that it is taken is the review's affair, and the asker's. */
export function reviewSampleOf({ method, path, id }: Route, { ref, materialId }: ReviewTarget) {
  const params: Record<string, string> = {
    ref,
    id: materialId,
    version: "1",
    part: "0",
    form: "html",
  };
  const body = REVIEW_BODIES[id]?.();
  return {
    method,
    url: `${path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? name)}${QUERIES[id] ?? ""}`,
    headers: id === "putSealedPart" ? PART_HEADERS : {},
    ...(body === undefined ? {} : { body }),
  };
}
