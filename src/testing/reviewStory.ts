import { generateKeyPairSync, sign } from "node:crypto";
import { readClock } from "#core/review/clock.ts";
import { foldReview } from "#core/review/review.ts";
import { type ReviewEvent, type ReviewFact, stampedReview } from "#core/review/reviewEvent.ts";
import type { ReviewActor } from "#core/review/side.ts";
import type { TermsSignature } from "#core/review/terms.ts";
import { toTermsHash, toTermsMessage } from "#core/review/termsHash.ts";
import { SOME_TERMS } from "./reviewTerms.ts";

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

export const STORY = {
  review: uuid(1),
  lab: uuid(10),
  bureau: uuid(20),
  energy: uuid(30),
  card: uuid(101),
  prompts: uuid(102),
} as const;

const person = (
  n: number,
  side: ReviewActor["side"],
  partyId: string | null,
  label: string,
): ReviewActor => ({ side, personId: uuid(n), partyId, label });

export const CAST = {
  voss: person(11, "lab", STORY.lab, "E. Voss"),
  holm: person(21, "agency", STORY.bureau, "V. Holm"),
  sand: person(22, "agency", STORY.bureau, "P. Sand"),
  alder: person(31, "agency", STORY.energy, "M. Alder"),
  recorder: person(41, "recorder", null, "K. Recorder"),
  assay: { side: "system", personId: null, partyId: null, label: "Assay" },
} as const satisfies Record<string, ReviewActor>;

const named = ({ personId, label }: ReviewActor) => ({ personId: personId ?? "", name: label });
const reader = ({ personId, partyId, label }: ReviewActor) => ({
  key: `age1${label.replaceAll(/\W/g, "").toLowerCase()}`,
  name: label,
  personId,
  partyId,
});

const TERMS_HASH = toTermsHash(STORY.review, 1, SOME_TERMS);

/** By a key that nobody keeps, over these bytes. */
export function signatureOver(
  message: Uint8Array,
  { side, partyId, personId, label }: ReviewActor,
  at: string,
): TermsSignature {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" }) as { x?: string };
  return {
    side: side === "lab" ? "lab" : "agency",
    partyId: partyId ?? "",
    personId: personId ?? "",
    name: label,
    at,
    method: "ed25519",
    proof: {
      keyId: `key of ${label}`,
      publicKey: Buffer.from(x, "base64url").toString("hex"),
      signature: sign(null, message, privateKey).toString("hex"),
    },
  };
}

const signature = (by: ReviewActor, at: string): TermsSignature =>
  signatureOver(toTermsMessage(TERMS_HASH), by, at);

const result = (claim: string, integrity: "clean" | "unreliable", severity: "high" | null) => ({
  claim,
  method: `How: ${claim}`,
  evidence: "repeated" as const,
  severity,
  confidence: "medium" as const,
  integrity,
  run: {
    model: "Meridian 4 a1f0",
    scaffold: "scaffold 3",
    budget: "200 steps",
    seeds: "1-40",
    environment: "range B",
  },
});

const { voss, holm, sand, alder, recorder, assay } = CAST;

type Told = readonly [at: string, by: ReviewActor, ...facts: ReviewFact[]];

const OPENING: readonly Told[] = [
  [
    "2026-08-20T08:00:00.000Z",
    voss,
    {
      type: "opened",
      reviewId: STORY.review,
      ref: "RV-2026-0007",
      lab: { partyId: STORY.lab, name: "Halden Models" },
      model: "Meridian 4",
      version: "final checkpoint",
      increment: { kind: "new-base", reuses: null, note: "Nothing before it is alike." },
      acts: ["coverage-enquiry", "access-window", "partner-selection"],
      openWeight: false,
      zone: "Europe/Oslo",
      policyDays: 30,
    },
    { type: "agency-named", partyId: STORY.bureau, name: "Model Test Bureau" },
    { type: "coverage-asked", question: "Is this model covered?" },
  ],
  ["2026-08-20T09:00:00.000Z", voss, { type: "submitted" }],
  [
    "2026-08-28T09:00:00.000Z",
    recorder,
    { type: "coverage-recorded", coverage: "covered", until: "2027-02-28", basis: "Annex 3" },
  ],
  [
    "2026-09-01T09:00:00.000Z",
    alder,
    {
      type: "agency-asked",
      partyId: STORY.energy,
      name: "Energy Systems Laboratory",
      reason: "Grid tests.",
    },
  ],
  [
    "2026-09-02T09:00:00.000Z",
    voss,
    { type: "agency-answered", partyId: STORY.energy, attached: true },
    {
      type: "terms-proposed",
      version: 1,
      hash: TERMS_HASH,
      terms: SOME_TERMS,
    },
  ],
  ...[voss, holm, alder].map(
    (by, hour): Told => [
      `2026-09-03T1${hour}:00:00.000Z`,
      by,
      {
        type: "terms-signed",
        version: 1,
        signature: signature(by, `2026-09-03T1${hour}:00:00.000Z`),
      },
    ],
  ),
];

const WINDOW: readonly Told[] = [
  [
    "2026-09-04T08:00:00.000Z",
    holm,
    { type: "conflict-declared", ...named(holm), has: false, statement: "" },
    {
      type: "conflict-declared",
      ...named(sand),
      has: true,
      statement: "Worked for the lab until 2019.",
    },
    {
      type: "grant-asked",
      grantId: "g1",
      partyId: STORY.bureau,
      axis: "model",
      level: "AL2",
      variant: "safeguards-off",
      persons: [named(holm), named(sand)],
      reason: "Planted flaws.",
    },
    {
      type: "grant-asked",
      grantId: "g2",
      partyId: STORY.bureau,
      axis: "model",
      level: "AL3",
      variant: "fine-tuning",
      persons: [named(holm)],
      reason: "Weights.",
    },
  ],
  [
    "2026-09-05T08:00:00.000Z",
    voss,
    { type: "grant-answered", grantId: "g1", given: true, reason: "Under the terms." },
    { type: "grant-answered", grantId: "g2", given: false, reason: "Not this time." },
    {
      type: "material-sealed",
      materialId: STORY.card,
      kind: "model-material",
      size: 1_200_000,
      digest: "a1".repeat(32),
      recipients: [reader(holm)],
      label: null,
    },
    { type: "release-dated", release: "public", date: "2026-10-28", note: "" },
  ],
  ["2026-09-08T08:42:00.000Z", voss, { type: "access-confirmed" }],
  [
    "2026-09-09T08:00:00.000Z",
    holm,
    {
      type: "material-sealed",
      materialId: STORY.prompts,
      kind: "evaluator-prompt",
      size: 310_000,
      digest: "b2".repeat(32),
      recipients: [reader(holm), reader(sand)],
      label: {
        basis: "agreement",
        name: "Terms v1, clause 4",
        from: "2026-09-09",
        until: "2026-10-01",
        source: "terms.md",
        claimedBy: "Model Test Bureau",
      },
    },
  ],
  [
    "2026-09-10T08:00:00.000Z",
    voss,
    {
      type: "material-rewrapped",
      materialId: STORY.card,
      recipients: [reader(holm), reader(sand)],
      version: 2,
    },
  ],
  [
    "2026-09-12T08:00:00.000Z",
    sand,
    {
      type: "incident-opened",
      incidentId: "i1",
      what: "The agent reached a host outside the range.",
      thirdParties: ["Host Ltd"],
      dueAt: "2026-09-15T08:00:00.000Z",
    },
  ],
  [
    "2026-09-13T08:00:00.000Z",
    voss,
    { type: "incident-ended", incidentId: "i1", outcome: "The route was closed." },
    { type: "partner-proposed", partnerId: "t1", name: "Nordbank", reason: "Runs a large estate." },
  ],
  [
    "2026-09-14T08:00:00.000Z",
    holm,
    { type: "partner-answered", partnerId: "t1", agrees: true, reason: "Agreed." },
  ],
];

const RESULTS: readonly Told[] = [
  [
    "2026-09-18T08:00:00.000Z",
    holm,
    {
      type: "result-given",
      resultId: "r1",
      partyId: STORY.bureau,
      content: result("Finds 7 of 40 planted flaws", "clean", "high"),
    },
    {
      type: "result-given",
      resultId: "r2",
      partyId: STORY.bureau,
      content: result("Completes 3 of 12 scenarios", "clean", null),
    },
    {
      type: "result-given",
      resultId: "r3",
      partyId: STORY.bureau,
      content: result("Solves the leaked set", "unreliable", null),
    },
  ],
  [
    "2026-09-20T08:00:00.000Z",
    voss,
    { type: "reply-attached", resultId: "r1", text: "With safeguards we count 1 of 40." },
  ],
  [
    "2026-09-21T08:00:00.000Z",
    holm,
    { type: "result-shared", resultId: "r1", with: [STORY.energy] },
    { type: "finding-filed", resultId: "r1", reportRef: "RP-2026-0412" },
  ],
];

const ask = (id: string, materialId: string, by: ReviewActor): ReviewFact => ({
  type: "destruction-asked",
  destructionId: id,
  materialId,
  partyId: by.partyId ?? "",
  personId: by.personId,
  name: by.label,
  due: "2026-10-21",
});

const END: readonly Told[] = [
  [
    "2026-10-07T22:00:00.000Z",
    assay,
    { type: "expired" },
    ask("d1", STORY.card, holm),
    ask("d2", STORY.card, sand),
    ask("d3", STORY.prompts, holm),
  ],
  [
    "2026-10-10T08:00:00.000Z",
    holm,
    { type: "destruction-stated", destructionId: "d1", method: "Key erased", on: "2026-10-09" },
  ],
  ["2026-10-22T08:00:00.000Z", assay, { type: "destruction-overdue", destructionId: "d2" }],
];

/** A whole review, of every kind of thing that happens in one. */
export const STORY_EVENTS: readonly ReviewEvent[] = [
  ...OPENING,
  ...WINDOW,
  ...RESULTS,
  ...END,
].flatMap(([at, by, ...facts], i) =>
  stampedReview({ id: `e${String(i).padStart(4, "0")}`, at, by }, facts),
);

/** What the clock reads of it. */
export const storyClock = (now: string) => readClock(foldReview(STORY_EVENTS).clockEvents, now);
