import { z } from "zod";
import { CaseParams, Day, Id, Line } from "../page.ts";
import { route } from "../route.ts";
import { CasePage } from "./casePage.ts";
import { Reason, Side, Text } from "./words.ts";

export const recordEvidence = route({
  id: "recordEvidence",
  method: "POST",
  path: "/api/cases/:ref/evidence",
  summary: "Record a run of the reproducer; only runs and the owner's verdict move the ladder",
  permission: "case.verify",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({
    outcome: z.enum(["reproduced", "not-reproduced", "refuted"]),
    failed: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .describe("Runs in which the claimed signature showed"),
    of: z.number().int().min(1).max(10_000),
    on: Line(200).describe("Version or commit that was run"),
    signature: Line(500).optional(),
    environment: Line(500).optional(),
    modelFamily: Line(100).nullable().describe("Model that drove the run, or null when none did"),
    log: z.string().max(200_000).optional(),
    note: Text(2000).optional(),
  }),
  answer: CasePage,
});

export const stateSeverity = route({
  id: "stateSeverity",
  method: "POST",
  path: "/api/cases/:ref/severity",
  summary: "State a CVSS vector (3.1 or 4.0) for your side, with the reason",
  permission: "case.rate",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({ side: Side, vector: Text(500), reason: Reason }),
  answer: CasePage,
});

export const stateInput = route({
  id: "stateInput",
  method: "POST",
  path: "/api/cases/:ref/inputs",
  summary: "State an input of the decision tables with its source; null is unknown again",
  permission: "case.work",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({
    input: Text(100),
    value: Text(100).nullable(),
    source: Text(500),
    asOf: Day.optional(),
  }),
  answer: CasePage,
});

export const recordExploitation = route({
  id: "recordExploitation",
  method: "POST",
  path: "/api/cases/:ref/exploitation",
  summary: "Record evidence of attacks, of a public exploit, or that the flaw became public",
  permission: "case.work",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({
    kind: z.enum(["attacks-observed", "exploit-public", "public", "leak-suspected"]),
    source: Text(500),
  }),
  answer: CasePage,
});

export const importPriority = route({
  id: "importPriority",
  method: "POST",
  path: "/api/imports/:name",
  summary: "Import EPSS (CSV, also gzipped) or KEV (JSON) from a file",
  permission: "priority.import",
  audit: "decision",
  params: z.object({ name: z.enum(["epss", "kev"]) }),
  rawBody: "bytes",
  answer: z.object({
    name: z.string(),
    rows: z.number().int(),
    asOf: Day,
    casesTouched: z.number().int(),
  }),
});

export const listPrecision = route({
  id: "listPrecision",
  method: "GET",
  path: "/api/precision",
  summary:
    "Precision per source, model and harness, from owners' verdicts, with n and 95 % interval",
  permission: "case.work",
  audit: "none",
  answer: z.object({
    items: z.array(
      z.object({
        party: z.string().nullable(),
        model: z.string().nullable(),
        harness: z.string().nullable(),
        confirmed: z.number().int(),
        rejected: z.number().int(),
        n: z.number().int(),
        precision: z.number().nullable(),
        low: z.number(),
        high: z.number(),
        severityInflated: z.number().int(),
      }),
    ),
  }),
});

export const finishTask = route({
  id: "finishTask",
  method: "POST",
  path: "/api/tasks/:id/done",
  summary: "Mark a task as done",
  permission: "case.work",
  audit: "decision",
  params: z.object({ id: Id }),
  status: 204,
});
