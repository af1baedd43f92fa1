import { z } from "zod";
import {
  ACCESS_LEVELS,
  ACCESS_MODES,
  ACTS,
  AXES,
  CONFIDENCES,
  COVERAGE,
  ENDINGS,
  EVIDENCE_LEVELS,
  INCREMENTS,
  INTEGRITY,
  MATERIAL_KINDS,
  RELEASES,
  SEVERITIES,
  STAGES,
  VARIANTS,
} from "#core/review/reviewWords.ts";
import { Day, Id, Instant } from "../page.ts";

export const ReviewRef = z
  .string()
  .regex(/^RV-\d{4}-\d{4,}$/, "A review reference looks like RV-2026-0007.");
export const ReviewParams = z.object({ ref: ReviewRef });
export const Line = z.string().trim().min(1).max(300);
export const Prose = z.string().trim().min(1).max(8_000);
export const Note = z.string().trim().max(2_000);

export const Increment = z.strictObject({
  kind: z.enum(INCREMENTS),
  reuses: ReviewRef.nullable(),
  note: Note,
});

export const Label = z.strictObject({
  basis: z.enum(["statute", "agreement"]),
  name: Line,
  from: Day,
  until: Day.nullable(),
  source: Line,
  claimedBy: Line,
});

export const TermsShape = z.strictObject({
  accessMode: z.enum(ACCESS_MODES),
  variants: z.array(z.enum(VARIANTS)).max(VARIANTS.length),
  people: z.array(z.strictObject({ name: Line, party: Line })).max(500),
  agreedUses: z.array(Line).min(1).max(50),
  retentionDays: z.number().int().min(0).max(3650),
  onwardSharing: z.array(z.strictObject({ with: Line, condition: Line })).max(50),
  labLogs: z.boolean(),
  destructionDate: Day,
  promptsShownToLab: z.boolean(),
  notes: Note,
});

const Signature = z.object({
  side: z.enum(["lab", "agency"]),
  partyId: Id,
  personId: Id,
  name: z.string(),
  at: Instant,
  method: z.enum(["ed25519", "webauthn"]),
  proof: z.object({
    keyId: z.string(),
    publicKey: z.string(),
    signature: z.string(),
    clientData: z.string().optional(),
    authenticatorData: z.string().optional(),
  }),
});

export const TermsVersion = z.object({
  version: z.number().int(),
  hash: z.string(),
  terms: TermsShape,
  proposedBy: z.string(),
  at: Instant,
  signatures: z.array(Signature),
});

export const Agency = z.object({
  partyId: Id,
  name: z.string(),
  state: z.enum(["attached", "asked", "declined"]),
  since: Instant,
  reason: z.string().nullable(),
});

const Person = z.strictObject({ personId: Id, name: Line });

export const Grant = z.object({
  id: z.string(),
  partyId: Id,
  axis: z.enum(AXES),
  level: z.enum(ACCESS_LEVELS).nullable(),
  variant: z.enum(VARIANTS).nullable(),
  persons: z.array(Person),
  state: z.enum(["asked", "given", "declined", "ended"]),
  askedAt: Instant,
  answeredAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  reason: z.string(),
  why: z.string().nullable(),
});

export const Conflict = z.object({
  personId: Id,
  partyId: Id.nullable(),
  name: z.string(),
  has: z.boolean(),
  statement: z.string(),
  at: Instant,
  recused: z.boolean(),
  /** Grants given before the conflict was declared: they no longer let this person in. */
  overtaken: z.array(z.string()),
});

export const RecipientShape = z.strictObject({
  key: z.string().max(200),
  name: Line,
  personId: Id.nullable(),
  partyId: Id.nullable(),
});

export const Material = z.object({
  id: Id,
  kind: z.enum(MATERIAL_KINDS),
  size: z.number().int(),
  digest: z.string(),
  byPartyId: Id.nullable(),
  by: z.string(),
  at: Instant,
  recipients: z.array(RecipientShape),
  /** Also those who were recipients once: they may have kept what they read. */
  holders: z.array(RecipientShape),
  envelope: z.number().int(),
});

export const ClaimedLabel = z.object({
  id: z.string(),
  on: z.string(),
  label: Label,
  at: Instant,
  by: z.string(),
  lapsedAt: Instant.nullable(),
});

export const ResultContent = z.strictObject({
  claim: Prose,
  method: Prose,
  evidence: z.enum(EVIDENCE_LEVELS),
  severity: z.enum(SEVERITIES).nullable(),
  confidence: z.enum(CONFIDENCES),
  integrity: z.enum(INTEGRITY),
  run: z
    .strictObject({
      model: Line,
      scaffold: Line,
      budget: Line,
      seeds: Line,
      environment: Line,
    })
    .nullable(),
});

export const ReviewResult = z.object({
  id: z.string(),
  partyId: Id,
  by: z.string(),
  at: Instant,
  content: ResultContent,
  reply: z.object({ text: z.string(), at: Instant, by: z.string() }).nullable(),
  shared: z.object({ with: z.array(Id), at: Instant }).nullable(),
  reports: z.array(z.string()),
});

export const Incident = z.object({
  id: z.string(),
  what: z.string(),
  by: z.string(),
  byPartyId: Id.nullable(),
  at: Instant,
  dueAt: Instant,
  thirdParties: z.array(z.string()),
  overdueAt: Instant.nullable(),
  ended: z.object({ at: Instant, outcome: z.string() }).nullable(),
});

export const Partner = z.object({
  id: z.string(),
  name: z.string(),
  proposedBy: z.enum(["lab", "agency"]),
  at: Instant,
  reason: z.string(),
  answer: z
    .object({ agrees: z.boolean(), reason: z.string(), at: Instant, by: z.string() })
    .nullable(),
});

export const Destruction = z.object({
  id: z.string(),
  materialId: Id,
  partyId: Id,
  personId: Id.nullable(),
  name: z.string(),
  due: Day,
  stated: z.object({ method: z.string(), on: Day, at: Instant, by: z.string() }).nullable(),
  overdueAt: Instant.nullable(),
});

/** The same line for every party. Days are of the review's zone. */
export const ClockShape = z.object({
  state: z.enum(["not-started", "running", "ended"]),
  how: z.string().nullable(),
  zone: z.string(),
  firstDay: Day.nullable(),
  lastDay: Day.nullable(),
  /** The day the window has reached. */
  today: Day.nullable(),
  closesAt: Instant.nullable(),
  /** Days that the lab left out, each of them past when it did. */
  uncounted: z.array(Day),
  counted: z.number().int(),
  elapsed: z.number().int(),
  cap: z.number().int(),
  line: z.string(),
  reasons: z.array(z.string()),
});

export const Enquiry = z.object({ question: z.string(), at: Instant });
export const CoverageShape = z.object({
  coverage: z.enum(COVERAGE),
  until: Day.nullable(),
  basis: z.string(),
  at: Instant,
  by: z.string(),
});

/** What everybody who may know of a review knows of it. */
export const Declared = z.object({
  ref: ReviewRef,
  openedAt: Instant,
  lab: z.object({ partyId: Id, name: z.string() }),
  model: z.string(),
  version: z.string(),
  increment: Increment,
  acts: z.array(z.enum(ACTS)),
  openWeight: z.boolean(),
  stage: z.enum(STAGES),
  ending: z.enum(ENDINGS).nullable(),
});

export const ReleaseDates = z.record(z.enum(RELEASES), Day.nullable());
export const Released = z.array(z.object({ release: z.enum(RELEASES), at: Instant }));
