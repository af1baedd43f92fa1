import { z } from "zod";
import { Id, Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import { Channel, GuardAction, GuardAudience, GuardFinding, NearCopy } from "./shapes.ts";

export const EscalationState = z.enum(["waiting", "released", "rewritten", "blocked", "expired"]);
export type EscalationState = z.infer<typeof EscalationState>;

const Reason = z.string().trim().min(1).max(2_000);

/** What a proxy, or whoever holds something back, waits for. */
export const EscalationAnswer = z.object({
  id: Id,
  state: EscalationState,
  expiresAt: Instant,
  /** What may go out now: the text as it is, or rewritten; null while it waits, and where nothing may. */
  output: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type EscalationAnswer = z.infer<typeof EscalationAnswer>;

export const askEscalation = route({
  id: "askEscalation",
  method: "POST",
  path: "/api/guard/escalations",
  summary: "Put what was held into the queue of those who decide; it is kept encrypted until then",
  permission: "guard.ask",
  audit: "decision",
  body: z.strictObject({
    /** The same id again is the same question. */
    id: Id.optional(),
    text: z.string().min(1).max(1_000_000),
    /** What could go out instead; null where there is no such text. It is read again before it is offered. */
    rewrite: z.string().max(1_000_000).nullable().default(null),
    audience: GuardAudience,
    findings: z.array(GuardFinding).min(1).max(1_000),
    /** Where it was going: a host, a mailbox, a name of a model. */
    destination: z.string().trim().min(1).max(200),
    /** How long it may wait; then it is blocked. */
    seconds: z.number().int().min(1).max(86_400).default(300),
  }),
  answer: EscalationAnswer,
  status: 201,
});

export const awaitEscalation = route({
  id: "awaitEscalation",
  method: "GET",
  path: "/api/guard/escalations/:id/answer",
  summary: "What was decided; waits for it up to `wait` seconds. For who asked",
  permission: "guard.ask",
  audit: "none",
  params: z.object({ id: Id }),
  query: z.object({ wait: z.coerce.number().int().min(0).max(55).default(0) }),
  answer: EscalationAnswer,
});

export const EscalationLine = z.object({
  id: Id,
  state: EscalationState,
  channel: Channel,
  verdict: GuardAction,
  audience: z.object({ kind: z.string(), caseRef: z.string().nullable() }),
  destination: z.string(),
  /** In whose name it was going. */
  from: z.string(),
  askedAt: Instant,
  expiresAt: Instant,
  rules: z.array(z.string()),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
});
export type EscalationLine = z.infer<typeof EscalationLine>;

export const listEscalations = route({
  id: "listEscalations",
  method: "GET",
  path: "/api/guard/escalations",
  summary:
    "What waits for a decision, the first to expire first; or what was decided, newest first",
  permission: "guard.decide",
  audit: "none",
  query: PageQuery.extend({ state: z.enum(["waiting", "decided"]).default("waiting") }),
  answer: page(EscalationLine),
});

export const EscalationPage = EscalationLine.extend({
  /** Parts of what was held, by name (`subject`, `body`); empty once it is settled: the words are gone then. */
  parts: z.record(z.string(), z.string()),
  /** The same parts as they could go out; null where there is no such text. */
  rewrite: z.record(z.string(), z.string()).nullable(),
  findings: z.array(GuardFinding),
  nearCopies: z.array(NearCopy),
  reason: z.string().nullable(),
  /** What this reader may answer. Nobody lets their own words go as they are. */
  answers: z.array(z.enum(["as-is", "rewrite", "block"])),
});
export type EscalationPage = z.infer<typeof EscalationPage>;

export const getEscalation = route({
  id: "getEscalation",
  method: "GET",
  path: "/api/guard/escalations/:id",
  summary: "One of them, with the text that is held and both sides of a near copy",
  permission: "guard.decide",
  audit: "access",
  params: z.object({ id: Id }),
  answer: EscalationPage,
});

export const decideEscalation = route({
  id: "decideEscalation",
  method: "POST",
  path: "/api/guard/escalations/:id/decide",
  summary:
    "Let it go as it is, let the rewriting go, or block it; with a reason, in one's own name",
  permission: "guard.decide",
  audit: "decision",
  params: z.object({ id: Id }),
  body: z.strictObject({ answer: z.enum(["as-is", "rewrite", "block"]), reason: Reason }),
  answer: EscalationPage,
});
