import { z } from "zod";
import { CASE_VIEWS } from "#core/clearinghouse/caseView.ts";
import { CaseParams, Day, Id, Instant, Line, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import { CasePage } from "./casePage.ts";
import { change } from "./change.ts";
import { CaseStatus, EvidenceLevel, Reason, Text, Tlp } from "./words.ts";

export const DecisionBrief = z.object({
  table: z.string(),
  outcome: z.string(),
  /** 1 is the most urgent row group. */
  rank: z.number().int(),
  dueAt: Day.nullable(),
  unknowns: z.number().int(),
});

export const CaseRow = z.object({
  ref: z.string(),
  title: z.string(),
  tlp: Tlp,
  status: CaseStatus,
  component: z.string().nullable(),
  version: z.string().nullable(),
  weakness: z.string().nullable(),
  evidence: EvidenceLevel,
  severity: z.object({
    finder: z.number().nullable(),
    verifier: z.number().nullable(),
    owner: z.number().nullable(),
  }),
  decision: DecisionBrief,
  embargo: z.object({ state: z.string(), endsAt: Day.nullable(), exploited: z.boolean() }),
  reports: z.number().int(),
  owner: z.object({ state: z.string(), since: Instant.nullable() }),
  assignedTo: z.object({ id: Id, name: z.string() }).nullable(),
  openedAt: Instant,
});
export type CaseRow = z.infer<typeof CaseRow>;

export const listCases = route({
  id: "listCases",
  method: "GET",
  path: "/api/cases",
  summary: "Cases in the order of their decision (most urgent first), then of their due day",
  permission: "case.read",
  audit: "access",
  query: PageQuery.extend({
    view: z.enum(CASE_VIEWS).default("decision"),
    status: CaseStatus.or(z.literal("any")).default("open"),
    assigned: z.enum(["me", "nobody", "any"]).default("any"),
    evidence: EvidenceLevel.or(z.literal("any")).default("any"),
    text: z.string().max(200).optional().describe("Part of a reference, purl, weakness or title"),
  }),
  answer: page(CaseRow),
});

export const countCases = route({
  id: "countCases",
  method: "GET",
  path: "/api/cases/count",
  summary: "How many cases each view holds, and each decision group of the chosen filter",
  permission: "case.read",
  audit: "none",
  query: z.object({ assigned: z.enum(["me", "any"]).default("any") }),
  answer: z.object({
    views: z.record(z.enum(CASE_VIEWS), z.number().int()),
    groups: z.array(
      z.object({ rank: z.number().int(), outcome: z.string(), count: z.number().int() }),
    ),
    total: z.number().int(),
    imports: z.array(
      z.object({
        name: z.enum(["kev", "epss"]),
        asOf: Day.nullable(),
        failed: z.string().nullable(),
      }),
    ),
  }),
});

export const getCase = route({
  id: "getCase",
  method: "GET",
  path: "/api/cases/:ref",
  summary: "One case, whole",
  permission: "case.read",
  audit: "access",
  ofCase: true,
  params: CaseParams,
  answer: CasePage,
});

export const listCaseEvents = route({
  id: "listCaseEvents",
  method: "GET",
  path: "/api/cases/:ref/events",
  summary: "The record of a case: every event, oldest first",
  permission: "case.read",
  audit: "access",
  ofCase: true,
  params: CaseParams,
  query: PageQuery,
  answer: page(
    z.object({
      seq: z.number().int(),
      at: Instant,
      type: z.string(),
      by: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const assignCase = change(
  "assignCase",
  "assign",
  "Give the case to a person, or to nobody",
  z.strictObject({ personId: Id.nullable() }),
);
export const titleCase = change(
  "titleCase",
  "title",
  "Reword the title",
  z.strictObject({ title: Line(300) }),
);
export const markCase = change(
  "markCase",
  "tlp",
  "Change the TLP label; RED names its readers",
  z.strictObject({ tlp: Tlp, readers: z.array(Id).max(50).default([]), reason: Reason }),
);
export const closeCase = change(
  "closeCase",
  "close",
  "Close the case with a reason",
  z.strictObject({ reason: Reason }),
);
export const reopenCase = change(
  "reopenCase",
  "reopen",
  "Open a closed case again",
  z.strictObject({ reason: Reason }),
);
export const recordCve = change(
  "recordCve",
  "cve",
  "Record a CVE id that somebody assigned, with its source",
  z.strictObject({ id: z.string().regex(/^CVE-\d{4}-\d{4,19}$/), source: Text(300) }),
);
export const recordRemediation = change(
  "recordRemediation",
  "remediation",
  "Record a fix, a mitigation, or that there is none",
  z.strictObject({
    kind: z.enum(["fix", "mitigation", "none"]),
    version: Text(100).optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    note: Text(2000).optional(),
  }),
);
