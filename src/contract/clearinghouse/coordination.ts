import { z } from "zod";
import { CaseParams, Day, Id, Instant, Line } from "../page.ts";
import { route } from "../route.ts";
import { CasePage } from "./casePage.ts";
import { Reason, Text } from "./words.ts";

export const inviteParticipant = route({
  id: "inviteParticipant",
  method: "POST",
  path: "/api/cases/:ref/participants",
  summary: "Bring a party into the case; it joins once it accepts the embargo's terms",
  permission: "case.work",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({
    partyId: Id,
    role: z.enum(["owner", "verifier", "coordinator", "vendor"]),
    contact: z.email().max(320).optional(),
  }),
  answer: CasePage,
});

export const Invitation = z.object({
  ref: z.string(),
  role: z.string(),
  invitedAt: Instant,
  /** What joining agrees to; null where nothing is kept secret. */
  terms: z.object({ day: Day, note: z.string() }).nullable(),
});
export type Invitation = z.infer<typeof Invitation>;

export const listInvitations = route({
  id: "listInvitations",
  method: "GET",
  path: "/api/invitations",
  summary:
    "Cases that your party is invited into; it sees them once it accepts the embargo's terms",
  permission: "embargo.negotiate",
  audit: "none",
  answer: z.object({ items: z.array(Invitation) }),
});

export const revokeLinks = route({
  id: "revokeLinks",
  method: "DELETE",
  path: "/api/cases/:ref/participants/:partyId/links",
  summary: "Take back every link by which a party can answer in this case",
  permission: "message.send",
  audit: "decision",
  ofCase: true,
  params: CaseParams.extend({ partyId: Id }),
  answer: CasePage,
});

export const EMBARGO_TEMPLATES = ["90+14", "7+7", "90+30", "45-after-patch", "public-now"] as const;

export const negotiateEmbargo = route({
  id: "negotiateEmbargo",
  method: "POST",
  path: "/api/cases/:ref/embargo",
  summary:
    "Propose, accept, reject or end an embargo, or grant its grace; the shortest term governs meanwhile",
  permission: "embargo.negotiate",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.discriminatedUnion("move", [
    z.strictObject({
      move: z.literal("propose"),
      template: z.enum(EMBARGO_TEMPLATES),
      endsAt: Day.optional(),
      reason: Reason,
    }),
    z.strictObject({ move: z.literal("accept") }),
    z.strictObject({ move: z.literal("reject"), reason: Reason }),
    z.strictObject({ move: z.literal("exit"), reason: Reason }),
    z.strictObject({ move: z.literal("grace"), reason: Reason }),
  ]),
  answer: CasePage,
});

export const draftMessage = route({
  id: "draftMessage",
  method: "POST",
  path: "/api/cases/:ref/messages",
  summary: "Write a draft; without a body the report to the owner is drafted, reproducer first",
  permission: "message.draft",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({
    partyId: Id,
    subject: Line(200).optional(),
    body: z.string().max(20_000).optional(),
  }),
  answer: CasePage,
});

const MessageParams = CaseParams.extend({ id: Id });

export const editMessage = route({
  id: "editMessage",
  method: "PUT",
  path: "/api/cases/:ref/messages/:id",
  summary: "Edit a draft",
  permission: "message.draft",
  audit: "decision",
  ofCase: true,
  params: MessageParams,
  body: z.strictObject({ subject: Line(200), body: Text(20_000) }),
  answer: CasePage,
});

export const discardMessage = route({
  id: "discardMessage",
  method: "DELETE",
  path: "/api/cases/:ref/messages/:id",
  summary: "Discard a draft",
  permission: "message.draft",
  audit: "decision",
  ofCase: true,
  params: MessageParams,
  answer: CasePage,
});

export const sendMessage = route({
  id: "sendMessage",
  method: "POST",
  path: "/api/cases/:ref/messages/:id/send",
  summary: "Send a draft in your own name; the guard reads it at the moment it leaves",
  permission: "message.send",
  audit: "decision",
  ofCase: true,
  params: MessageParams,
  body: z.strictObject({
    beyondBudget: z.boolean().default(false),
    /** True: where the guard would rewrite something, send it rewritten. */
    rewrite: z.boolean().default(false),
  }),
  answer: CasePage,
});

export const REJECTION_REASONS = [
  "not-reproducible",
  "intended-behaviour",
  "out-of-threat-model",
  "already-fixed",
  "not-our-component",
  "test-or-example-code",
  "duplicate-of-public",
  "other",
] as const;

/** Ticked: the party also agrees to the embargo's terms. Answering alone binds nobody. */
const acceptsTerms = z.boolean().optional();

export const OwnerAnswer = z.discriminatedUnion("answer", [
  z.strictObject({ answer: z.literal("acknowledge"), note: Text(5000).optional(), acceptsTerms }),
  z.strictObject({ answer: z.literal("confirm"), note: Text(5000).optional(), acceptsTerms }),
  z.strictObject({ answer: z.literal("need-more"), note: Text(5000), acceptsTerms }),
  z.strictObject({
    answer: z.literal("not-ours"),
    reason: z.enum(REJECTION_REASONS),
    note: Text(5000).optional(),
    acceptsTerms,
  }),
  z.strictObject({
    answer: z.literal("hardening-only"),
    reason: z.enum(REJECTION_REASONS),
    note: Text(5000).optional(),
    acceptsTerms,
  }),
  z.strictObject({
    answer: z.literal("fixed"),
    version: Text(100).regex(
      /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9.+:~_-]*$/,
      "Give a version or a commit, such as 3.2.2 or 9f2ad4e.",
    ),
    note: Text(5000).optional(),
    acceptsTerms,
  }),
]);
export type OwnerAnswer = z.infer<typeof OwnerAnswer>;

export const recordVerdict = route({
  id: "recordVerdict",
  method: "POST",
  path: "/api/cases/:ref/verdict",
  summary: "The owner's verdict; nobody else can record it",
  permission: "case.answer",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: OwnerAnswer,
  answer: CasePage,
});

/** What the owner sees by link: no account, one case, one human contact. */
export const OwnerView = z.object({
  ref: z.string(),
  tlp: z.string(),
  title: z.string(),
  desk: z.string(),
  party: z.string(),
  contact: z.string(),
  reproducer: z.object({ text: z.string().nullable(), note: z.string() }),
  why: z.string(),
  known: z.array(z.object({ label: z.string(), value: z.string() })),
  trace: z.string().nullable(),
  publicOn: z.object({ day: Day.nullable(), note: z.string() }),
  /** The embargo under which the flaw is kept or proposed to be; null when there is none to agree to. */
  terms: z.object({ day: Day, note: z.string(), accepted: z.boolean() }).nullable(),
  linkExpiresAt: Instant,
  conversation: z.array(z.object({ from: z.string(), at: Instant, text: z.string() })),
  answer: z.object({ answer: z.string(), at: Instant, version: z.string().nullable() }).nullable(),
  allowed: z.array(z.string()),
  preferences: z.object({ mode: z.string(), weeklyBudget: z.number().int().nullable() }),
});
export type OwnerView = z.infer<typeof OwnerView>;

export const getOwnerView = route({
  id: "getOwnerView",
  method: "GET",
  path: "/api/owner/case",
  summary: "The case behind a signed link (Authorization: Link <token>)",
  permission: "link",
  audit: "access",
  answer: OwnerView,
});

export const answerByLink = route({
  id: "answerByLink",
  method: "POST",
  path: "/api/owner/answer",
  summary: "Answer through a signed link; the answer can be changed later",
  permission: "link",
  audit: "decision",
  body: OwnerAnswer,
  answer: OwnerView,
});

export const Preference = z.strictObject({
  mode: z.enum(["verified-only", "everything", "public-tracker", "none"]),
  format: z.enum(["text", "markdown"]),
  weeklyBudget: z.number().int().min(0).max(1000).nullable(),
  batchDay: z.enum(["any", "monday", "tuesday", "wednesday", "thursday", "friday"]),
  contact: z.email().max(320).nullable(),
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  threatModel: z.string().max(5000),
});
export type Preference = z.infer<typeof Preference>;

export const getPreference = route({
  id: "getPreference",
  method: "GET",
  path: "/api/owner/preferences",
  summary: "What reaches the owner, how much and when",
  permission: "link",
  audit: "none",
  answer: Preference,
});

export const changePreference = route({
  id: "changePreference",
  method: "PUT",
  path: "/api/owner/preferences",
  summary: "Change what reaches you",
  permission: "link",
  audit: "decision",
  body: Preference,
  answer: Preference,
});
