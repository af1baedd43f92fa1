import { z } from "zod";
import { Id, Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import {
  AudienceKind,
  Channel,
  GuardAction,
  GuardCitation,
  GuardFinding,
  Sha256,
} from "./shapes.ts";

/** HMAC-SHA-256 under the record keeper's key, as hexadecimal. */
const Mac = Sha256;

/** A finding without what was found: where, and the HMAC of it. */
export const RecordFinding = z.object({
  ruleId: z.string().max(200),
  type: z.string().max(200),
  action: z.enum(["rewrite", "escalate", "block"]),
  citation: GuardCitation,
  detector: z.string().max(100),
  confidence: z.number().min(0).max(1),
  part: z.string().max(40),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  valueMac: Mac,
});

/** One decision of the guard, without a value in it: `core/guard/audit/record.ts` makes it. */
export const GuardRecord = z.object({
  v: z.literal(1),
  id: Id,
  at: Instant,
  channel: Channel,
  audience: z.object({ kind: AudienceKind, caseId: z.string().max(60).optional() }),
  verdict: GuardAction,
  /** What became of it: `sent`, `rewritten`, `held`, `blocked`, `released`. */
  outcome: z.enum(["sent", "rewritten", "held", "blocked", "released"]),
  inputMac: Mac,
  /** Code points. */
  inputLength: z.number().int().min(0),
  outputSha256: Sha256.nullable(),
  findings: z.array(RecordFinding).max(10_000),
  /** Where something would have been found, had it not been declared that just this is carried. */
  carried: z
    .array(
      z.object({
        part: z.string().max(40),
        start: z.number().int().min(0),
        end: z.number().int().min(0),
        valueMac: Mac,
      }),
    )
    .max(10_000),
  policy: z.object({
    hash: Sha256,
    packs: z
      .array(z.object({ id: z.string().max(60), version: z.string().max(60), hash: Sha256 }))
      .max(50),
    /** Version of the register, and SHA-256 of what was read from it; null: none was. */
    registry: z.object({ version: z.number().int(), hash: Sha256 }).nullable(),
    /** HMACs of keys of cases under embargo that were looked for, by case. */
    keys: z
      .array(
        z.object({ caseId: z.string().max(60), macs: z.array(Mac).max(500), texts: z.boolean() }),
      )
      .max(500),
    /** HMACs of the values that this message was allowed to carry. */
    carries: z.array(Mac).max(500),
    tlp: z.string().max(20).nullable(),
  }),
  /** True where the parts were read as JSON documents. */
  isJson: z.boolean().optional(),
  /** Stage to milliseconds. */
  times: z.record(z.string().max(40), z.number().min(0)),
  /** The person who let it go, where a person did. */
  approver: z
    .object({ personId: z.string().nullable(), name: z.string(), reason: z.string() })
    .nullable(),
});
export type GuardRecord = z.infer<typeof GuardRecord>;

export const postGuardRecords = route({
  id: "postGuardRecords",
  method: "POST",
  path: "/api/guard/records",
  summary: "Put down what a proxy or a command decided; one that is known is not taken twice",
  permission: "guard.ask",
  audit: "none",
  body: z.strictObject({ records: z.array(GuardRecord).min(1).max(500) }),
  answer: z.object({ taken: z.number().int(), known: z.number().int() }),
  status: 201,
});

export const RecordLine = z.object({
  id: Id,
  at: Instant,
  channel: Channel,
  verdict: GuardAction,
  outcome: z.string(),
  rules: z.array(z.string()),
  policy: Sha256,
  /** `server`, or the name of who posted it. */
  keptFor: z.string(),
});
export type RecordLine = z.infer<typeof RecordLine>;

export const listGuardRecords = route({
  id: "listGuardRecords",
  method: "GET",
  path: "/api/guard/records",
  summary: "Decisions of the guard, newest first, without a value in them",
  permission: "guard.read",
  audit: "none",
  query: PageQuery.extend({ channel: Channel.optional(), verdict: GuardAction.optional() }),
  answer: page(RecordLine),
});

export const getGuardRecord = route({
  id: "getGuardRecord",
  method: "GET",
  path: "/api/guard/records/:id",
  summary: "One decision: findings with spans and HMACs, policy, stage times",
  permission: "guard.read",
  audit: "none",
  params: z.object({ id: Id }),
  answer: GuardRecord,
});

export const explainGuardRecord = route({
  id: "explainGuardRecord",
  method: "POST",
  path: "/api/guard/records/:id/explain",
  summary:
    "Decide once more by the policy of that moment; the text comes from whoever has it and is not stored",
  permission: "guard.read",
  audit: "none",
  params: z.object({ id: Id }),
  /** Parts of the input by name; `{"body": …}` for a text without parts. */
  body: z.strictObject({ parts: z.record(z.string().max(40), z.string().max(2_000_000)) }),
  answer: z.object({
    record: GuardRecord,
    /** False: this is another text than the one that was read. */
    isInput: z.boolean(),
    /** `same`: same verdict, findings and bytes. `unknown`: packs or register of that policy are not here any more. */
    replay: z.enum(["same", "differs", "unknown"]),
    why: z.string(),
    verdict: GuardAction.nullable(),
    findings: z.array(GuardFinding),
    /** Parts as they would go out now; null where nothing would. */
    output: z.record(z.string(), z.string()).nullable(),
    outputSha256: Sha256.nullable(),
  }),
});
