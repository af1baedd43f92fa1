import { z } from "zod";
import { Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";

export const LedgerEntry = z.object({
  index: z.number().int(),
  at: Instant,
  commitment: z.string(),
  /** Absent when the entry is about something the asker may not see: that it happened is shown, not what. */
  body: z
    .object({
      kind: z.string(),
      actor: z.string(),
      subject: z.record(z.string(), z.unknown()),
      detail: z.unknown(),
    })
    .nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const getCheckpoint = route({
  id: "getCheckpoint",
  method: "GET",
  path: "/api/ledger/checkpoint",
  summary: "The signed checkpoint (C2SP tlog-checkpoint) and the key that verifies it",
  permission: "public",
  audit: "none",
  answer: z.object({
    checkpoint: z.string(),
    vkey: z.string(),
    size: z.number().int(),
    root: z.string(),
  }),
});

export const listLedger = route({
  id: "listLedger",
  method: "GET",
  path: "/api/ledger/entries",
  summary: "Entries, newest first",
  permission: "ledger.read",
  audit: "none",
  query: PageQuery,
  answer: page(LedgerEntry),
});

export const getInclusionProof = route({
  id: "getInclusionProof",
  method: "GET",
  path: "/api/ledger/proof/:index",
  summary: "RFC 6962 inclusion proof of one entry in the current tree",
  permission: "ledger.read",
  audit: "none",
  params: z.object({ index: z.coerce.number().int().min(0) }),
  answer: z.object({
    index: z.number().int(),
    size: z.number().int(),
    root: z.string(),
    leaf: z.string(),
    hashes: z.array(z.string()),
  }),
});

export const exportLedger = route({
  id: "exportLedger",
  method: "GET",
  path: "/api/ledger/export.zip",
  summary: "The log as a folder in the tlog-tiles layout, zipped; verify it with assay verify",
  permission: "ledger.read",
  audit: "decision",
  rawAnswer: "application/zip",
});
