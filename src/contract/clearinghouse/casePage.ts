import { z } from "zod";
import { Day, Id, Instant } from "../page.ts";
import { CaseStatus, EvidenceLevel, Match, Side, Signal, Tlp } from "./words.ts";

const Who = z.object({ id: Id.nullable(), name: z.string() });

export const Rung = z.object({
  level: EvidenceLevel,
  reached: z.boolean(),
  at: Instant.nullable(),
  by: z.string().nullable(),
  note: z.string().nullable(),
  run: z
    .object({
      ref: z.string(),
      failed: z.number().int(),
      of: z.number().int(),
      signature: z.string().nullable(),
    })
    .nullable(),
});

export const StatedSeverity = z.object({
  vector: z.string(),
  version: z.string(),
  score: z.number(),
  band: z.enum(["none", "low", "medium", "high", "critical"]),
  reason: z.string(),
  by: z.string(),
  at: Instant,
  changes: z.number().int(),
});

export const DecisionInput = z.object({
  name: z.string(),
  label: z.string(),
  value: z.string().nullable(),
  /** What an unknown was read as: the most urgent value that changes the answer. */
  readAs: z.string().nullable(),
  source: z.string(),
  asOf: Day.nullable(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
});

export const Decision = z.object({
  table: z.string(),
  title: z.string(),
  version: z.string(),
  outcome: z.string(),
  dueDays: z.number().int().nullable(),
  dueAt: Day.nullable(),
  columns: z.array(z.string()),
  rows: z.array(z.object({ values: z.array(z.string()), outcome: z.string(), fired: z.boolean() })),
  inputs: z.array(DecisionInput),
});
export type Decision = z.infer<typeof Decision>;

/** One bar or mark of the timeline. Dates first; `note` says what happens then. */
export const Clock = z.object({
  name: z.string(),
  state: z.enum(["running", "planned", "conditional", "stopped", "past"]),
  from: Day.nullable(),
  until: Day.nullable(),
  graceUntil: Day.nullable(),
  note: z.string(),
});

export const Participant = z.object({
  partyId: Id,
  name: z.string(),
  role: z.string(),
  rm: z.string(),
  vfd: z.string().nullable(),
  acceptedEmbargo: z.boolean(),
  contact: z.string().nullable(),
  since: Instant,
});

export const CaseMessage = z.object({
  id: Id,
  direction: z.enum(["out", "in"]),
  state: z.enum(["draft", "queued", "sent", "held", "failed", "received"]),
  to: z.string().nullable(),
  subject: z.string(),
  body: z.string(),
  words: z.number().int(),
  author: z.string(),
  at: Instant,
  sentBy: z.string().nullable(),
  sentAt: Instant.nullable(),
  /** A queued report waits for this day: the owner's weekly budget, or the day it takes reports on. */
  leavesOn: Day.nullable(),
  /** The guard's word on a draft: pass, or why it would be held. */
  guard: z.object({
    verdict: z.enum(["pass", "rewrite", "escalate", "block"]),
    findings: z.array(z.object({ rule: z.string(), message: z.string() })),
  }),
});

export const CaseFinding = z.object({
  id: z.string(),
  report: z.string(),
  receivedAt: Instant,
  from: z.string(),
  model: z.string().nullable(),
  credit: z.string().nullable(),
  match: Match.or(z.literal("manual")),
  joinedBy: z.string(),
  title: z.string(),
});

export const CaseProposal = z.object({
  id: Id,
  score: z.number(),
  other: z.object({ ref: z.string(), title: z.string(), reports: z.number().int() }),
  signals: z.array(Signal),
});

export const MoveState = z.object({
  move: z.string(),
  allowed: z.boolean(),
  why: z.string().nullable(),
});

export const CasePage = z.object({
  ref: z.string(),
  /** Send it back as If-Match (it is the ETag, too): a change of any other version is refused with 412. */
  version: z.number().int(),
  title: z.string(),
  tlp: Tlp,
  status: CaseStatus,
  mergedInto: z.string().nullable(),
  component: z.string().nullable(),
  versions: z.string().nullable(),
  weakness: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  aliases: z.array(z.string()),
  cve: z.object({ id: z.string(), source: z.string() }).nullable(),
  pxa: z.string(),
  vfd: z.string(),
  /** Both together: Vultron's case state, such as `Vfdpxa`. */
  cs: z.string(),
  openedAt: Instant,
  assignedTo: Who.nullable(),
  contact: Who.nullable(),
  waiting: z.object({ you: z.array(z.string()), others: z.array(z.string()) }),
  evidence: z.object({ level: EvidenceLevel, rungs: z.array(Rung) }),
  embargo: z.object({
    state: z.string(),
    template: z.string().nullable(),
    startedAt: Day.nullable(),
    endsAt: Day.nullable(),
    accepted: z.number().int(),
    of: z.number().int(),
    why: z.string(),
    proposal: z
      .object({ template: z.string(), endsAt: Day.nullable(), by: z.string(), reason: z.string() })
      .nullable(),
  }),
  clocks: z.array(Clock),
  claim: z.object({
    description: z.string(),
    locations: z.array(
      z.object({
        file: z.string().nullable(),
        line: z.number().int().nullable(),
        function: z.string().nullable(),
      }),
    ),
    trace: z.string().nullable(),
    expected: z.string().nullable(),
    actual: z.string().nullable(),
    boundary: z.string().nullable(),
    reproducer: z.object({ kind: z.string(), text: z.string().nullable() }),
    humanCheck: z.string().nullable(),
    duplicateSearch: z.string().nullable(),
    version: z.string().nullable(),
    commit: z.string().nullable(),
    /** Mandatory fields that the report leaves unknown (C4). */
    missing: z.array(z.string()),
  }),
  findings: z.array(CaseFinding),
  severity: z.object({
    finder: StatedSeverity.nullable(),
    verifier: StatedSeverity.nullable(),
    owner: StatedSeverity.nullable(),
    inForce: Side.nullable(),
  }),
  decision: Decision,
  otherDecisions: z.array(Decision),
  epss: z
    .object({ cve: z.string(), score: z.number(), percentile: z.number(), asOf: Day })
    .nullable(),
  exploitation: z.array(z.object({ kind: z.string(), source: z.string(), at: Instant })),
  verdict: z
    .object({ verdict: z.string(), version: z.string().nullable(), at: Instant, by: z.string() })
    .nullable(),
  remediation: z
    .object({ kind: z.string(), version: z.string().nullable(), url: z.string().nullable() })
    .nullable(),
  participants: z.array(Participant),
  messages: z.array(CaseMessage),
  delivery: z
    .object({
      mode: z.string(),
      weeklyBudget: z.number().int().nullable(),
      usedThisWeek: z.number().int(),
    })
    .nullable(),
  proposals: z.array(CaseProposal),
  siblings: z.array(z.object({ ref: z.string(), title: z.string() })),
  merged: z.array(
    z.object({ ref: z.string(), title: z.string(), at: Instant, mayUndo: z.boolean() }),
  ),
  advisory: z
    .object({
      ref: z.string(),
      state: z.string(),
      version: z.number().int(),
      publishedAt: Instant.nullable(),
    })
    .nullable(),
  tasks: z.array(z.object({ id: Id, text: z.string(), dueAt: Day.nullable() })),
  moves: z.array(MoveState),
});
export type CasePage = z.infer<typeof CasePage>;
