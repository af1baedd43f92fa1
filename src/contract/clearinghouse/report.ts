import { z } from "zod";
import { Id, Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import { Match, Problem, Tlp } from "./words.ts";

export const FORMATS = ["assay", "sarif", "osv", "csaf", "cve", "sanitizer", "zip"] as const;
export const FindingRef = z.string().regex(/^FD-\d{4}-\d{4,}$/);
export const ReportRef = z.string().regex(/^RP-\d{4}-\d{4,}$/);

/** What became of one submitted file or line. `case` and `match` only for an asker who may see that case. */
export const Receipt = z.object({
  status: z.enum(["stored", "known", "refused"]),
  report: ReportRef.nullable(),
  findings: z.array(
    z.object({ id: FindingRef, case: z.string().optional(), match: Match.optional() }),
  ),
  problems: z.array(Problem),
});
export type Receipt = z.infer<typeof Receipt>;

export const BatchLine = Receipt.extend({
  line: z.number().int().min(1),
  file: z.string().optional(),
});
export type BatchLine = z.infer<typeof BatchLine>;

const Terms = {
  tlp: Tlp.default("AMBER").describe("How far the report may travel (TLP 2.0)"),
};

export const submitReport = route({
  id: "submitReport",
  method: "POST",
  path: "/api/reports",
  summary: "Submit one file as it is; its format is recognised by content, or named by ?format=",
  permission: "report.submit",
  audit: "decision",
  query: z.strictObject({
    format: z.enum(FORMATS).optional(),
    name: z.string().max(255).optional(),
    ...Terms,
  }),
  rawBody: "bytes",
  answer: Receipt,
  status: 201,
});

export const submitBatch = route({
  id: "submitBatch",
  method: "POST",
  path: "/api/reports/batch",
  summary:
    "Stream finding bundles (NDJSON) or a zip of files; one answer line each, once it is durable",
  permission: "report.submit",
  audit: "decision",
  query: z.strictObject({ name: z.string().max(255).optional(), ...Terms }),
  rawBody: "ndjson",
  answer: BatchLine,
  rawAnswer: "application/x-ndjson",
  status: 200,
});

export const Batch = z.object({
  id: Id,
  name: z.string(),
  from: z.string(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  lines: z.number().int(),
  stored: z.number().int(),
  known: z.number().int(),
  refused: z.number().int(),
  /** Only for desk staff; null for a finder, who learns nothing of others. */
  matched: z
    .object({ new: z.number().int(), same: z.number().int(), proposed: z.number().int() })
    .nullable(),
});
export type Batch = z.infer<typeof Batch>;

export const listBatches = route({
  id: "listBatches",
  method: "GET",
  path: "/api/batches",
  summary: "Batches, newest first: your own, or all for desk staff",
  permission: "report.follow",
  audit: "none",
  query: PageQuery,
  answer: page(Batch),
});

export const listBatchProblems = route({
  id: "listBatchProblems",
  method: "GET",
  path: "/api/batches/:id/problems",
  summary: "The refused lines of a batch, each with its faults",
  permission: "report.follow",
  audit: "none",
  params: z.object({ id: Id }),
  query: PageQuery,
  answer: page(z.object({ line: z.number().int(), problems: z.array(Problem) })),
});

/** A finder's view of one of its own findings. It is the same whether or not others reported the flaw. */
export const FollowedFinding = z.object({
  id: FindingRef,
  report: ReportRef,
  title: z.string(),
  receivedAt: Instant,
  state: z.string(),
  since: Instant,
  missing: z.array(z.string()),
  advisory: z.string().nullable(),
});
export type FollowedFinding = z.infer<typeof FollowedFinding>;

export const listFollowed = route({
  id: "listFollowed",
  method: "GET",
  path: "/api/findings",
  summary: "The findings your party submitted, and how far they have come",
  permission: "report.follow",
  audit: "none",
  query: PageQuery,
  answer: page(FollowedFinding),
});

export const getReportFile = route({
  id: "getReportFile",
  method: "GET",
  path: "/api/reports/:ref/file",
  summary: "The report, byte for byte",
  permission: "report.follow",
  audit: "access",
  params: z.object({ ref: ReportRef }),
  rawAnswer: "application/octet-stream",
});

export const getCounts = route({
  id: "getCounts",
  method: "GET",
  path: "/api/counts",
  summary: "How many reports, findings and cases there are; a finder counts its own",
  permission: "figures.read",
  audit: "none",
  answer: z.object({
    reports: z.number().int(),
    findings: z.number().int(),
    cases: z.number().int(),
    proposals: z.number().int(),
  }),
});
