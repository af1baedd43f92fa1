import type { Asker } from "#core/access/asker.ts";
import { formatId } from "#core/clearinghouse/ids.ts";
import { toMatchRecord } from "#core/clearinghouse/match/features.ts";
import type { Attachment, ReadReport } from "#core/formats/reportFormat.ts";
import type { Problem } from "#core/problem.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import {
  drawNumbers,
  findKnownReports,
  insertAttachment,
  insertFindings,
  insertReports,
  type KnownReport,
  lockIntake,
  type NewFinding,
} from "#store/clearinghouse/report.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { type Placed, placeFindings } from "./placeFindings.ts";
import { receiptsFor } from "./receiptsFor.ts";

/** One submitted file or line, read. Nothing of a refused one is stored. */
export type Submitted = {
  readonly bytes: Uint8Array;
  readonly name: string | null;
  readonly read: ReadReport;
};

export type Intake = {
  readonly tlp: string;
  readonly channel: "api" | "batch" | "cli" | "page";
  readonly batchId: string | null;
};

export type Receipt = {
  readonly status: "stored" | "known" | "refused";
  readonly report: string | null;
  readonly findings: readonly { id: string; case?: string; match?: "same" | "proposed" | "new" }[];
  readonly problems: readonly Problem[];
};

/** Larger files stand on disk under their hash; smaller ones in their row, so that a flood needs no fsync a file. */
const LARGEST_ROW = 256 * 1024;

type Fresh = Submitted & {
  readonly read: Extract<ReadReport, { ok: true }>;
  readonly sha256: Uint8Array;
  readonly id: string;
  readonly ref: string;
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

async function storeReports(
  tx: Tx,
  { now, files }: Deps,
  asker: Asker,
  partyId: string,
  intake: Intake,
  fresh: readonly Fresh[],
): Promise<void> {
  const small = (bytes: Uint8Array) => bytes.length <= LARGEST_ROW;
  for (const { bytes } of fresh) if (!small(bytes)) await files.put(bytes);
  await insertReports(
    tx,
    asker.deskId,
    fresh.map((one) => ({
      id: one.id,
      ref: one.ref,
      partyId,
      personId: asker.personId,
      sha256: one.sha256,
      size: one.bytes.length,
      bytes: small(one.bytes) ? one.bytes : null,
      name: one.name,
      format: one.read.format,
      channel: intake.channel,
      tlp: intake.tlp,
      batchId: intake.batchId,
      receivedAt: now(),
    })),
  );
  for (const { id, read } of fresh) {
    for (const file of read.attachments) await storeAttachment(tx, files, asker.deskId, id, file);
  }
}

async function storeAttachment(
  tx: Tx,
  files: Deps["files"],
  deskId: string,
  reportId: string,
  { name, bytes }: Attachment,
): Promise<void> {
  const small = bytes.length <= LARGEST_ROW;
  if (!small) await files.put(bytes);
  await insertAttachment(tx, deskId, {
    reportId,
    name,
    sha256: sha256(bytes),
    size: bytes.length,
    bytes: small ? bytes : null,
  });
}

async function storeFindings(
  tx: Tx,
  { now, chance }: Deps,
  deskId: string,
  partyId: string,
  fresh: readonly Fresh[],
): Promise<NewFinding[]> {
  const year = now().getUTCFullYear();
  const count = fresh.reduce((sum, { read }) => sum + read.findings.length, 0);
  const numbers = await drawNumbers(tx, "finding", count);
  const findings = fresh.flatMap(({ id, read }) =>
    read.findings.map((content, ordinal): NewFinding => {
      const { features, key, bands } = toMatchRecord(content);
      return {
        id: chance.newId(),
        ref: formatId("finding", year, numbers.shift() ?? 0),
        reportId: id,
        ordinal,
        partyId,
        content,
        features,
        matchKey: key,
        bands,
        receivedAt: now(),
      };
    }),
  );
  await insertFindings(tx, deskId, findings);
  return findings;
}

function known(report: KnownReport): Receipt {
  return {
    status: "known",
    report: report.ref,
    findings: report.findings.map(({ ref, caseRef, match }) => ({
      id: ref,
      ...(caseRef === null ? {} : { case: caseRef }),
      ...(match === "same" || match === "proposed" || match === "new" ? { match } : {}),
    })),
    problems: [],
  };
}

const stored = (
  { id, ref }: Fresh,
  findings: readonly NewFinding[],
  placed: ReadonlyMap<string, Placed>,
): Receipt => ({
  status: "stored",
  report: ref,
  findings: findings
    .filter(({ reportId }) => reportId === id)
    .map((finding) => {
      const place = placed.get(finding.id);
      return place
        ? { id: finding.ref, case: place.caseRef, match: place.match }
        : { id: finding.ref };
    }),
  problems: [],
});

/** The receipts tell all: what of it the asker may read is decided by `receiptsFor`. */
type Work = { readonly receipts: Receipt[]; readonly placed: readonly Placed[] };

/** Inside a transaction of the desk: reports, findings, their cases, the ledger. */
async function take(
  tx: Tx,
  deps: Deps,
  asker: Asker & { partyId: string },
  intake: Intake,
  submitted: readonly Submitted[],
): Promise<Work> {
  const hashes = submitted.map(({ bytes }) => sha256(bytes));
  await lockIntake(tx, asker.deskId);
  const before = await findKnownReports(tx, asker.partyId, hashes);
  const knownBy = new Map(before.map((report) => [hex(report.sha256), report]));
  const first = new Map<string, number>();
  hashes.forEach((hash, i) => {
    if (!first.has(hex(hash))) first.set(hex(hash), i);
  });
  const isFresh = (i: number) => {
    const name = hex(hashes[i] as Uint8Array);
    return submitted[i]?.read.ok === true && !knownBy.has(name) && first.get(name) === i;
  };
  const places = submitted.map((_, i) => i).filter(isFresh);
  const numbers = await drawNumbers(tx, "report", places.length);
  const year = deps.now().getUTCFullYear();
  const fresh = places.map((i, n) => ({
    ...(submitted[i] as Submitted & { read: Extract<ReadReport, { ok: true }> }),
    sha256: hashes[i] as Uint8Array,
    id: deps.chance.newId(),
    ref: formatId("report", year, numbers[n] ?? 0),
  }));
  await storeReports(tx, deps, asker, asker.partyId, intake, fresh);
  const findings = await storeFindings(tx, deps, asker.deskId, asker.partyId, fresh);
  const placed = await placeFindings(tx, deps, asker, intake, findings);
  await record(
    tx,
    deps,
    asker,
    fresh.map((one) => ({
      kind: "report.received",
      subject: { reportId: one.id },
      detail: {
        sha256: hex(one.sha256),
        format: one.read.format,
        size: one.bytes.length,
        tlp: intake.tlp,
      },
      restricted: true,
    })),
  );
  const byHash = new Map(fresh.map((one) => [hex(one.sha256), one]));
  const receipts = submitted.map((one, i): Receipt => {
    const name = hex(hashes[i] as Uint8Array);
    if (!one.read.ok) {
      return { status: "refused", report: null, findings: [], problems: one.read.problems };
    }
    const old = knownBy.get(name);
    if (old) return known(old);
    const own = byHash.get(name);
    if (!own) throw new Error("A report that was stored is not among the stored.");
    const receipt = stored(own, findings, new Map(placed.map((p) => [p.findingId, p])));
    return first.get(name) === i ? receipt : { ...receipt, status: "known" };
  });
  return { receipts, placed };
}

/**
 * Stores what was read, extracts its findings and places each in a case: one transaction, durable when it returns.
 * Answers stand in the order of what was submitted. `beside` runs in the same transaction (a batch's counts).
 */
export async function takeReports(
  deps: Deps,
  asker: Asker & { partyId: string },
  intake: Intake,
  submitted: readonly Submitted[],
  beside: (tx: Tx, work: Work) => Promise<void> = async () => {},
): Promise<Receipt[]> {
  return await withAsker(deps.db, asker, async (tx) => {
    const receipts = await asDesk(tx, asker, async () => {
      const work = await take(tx, deps, asker, intake, submitted);
      await beside(tx, work);
      return work.receipts;
    });
    return await receiptsFor(tx, asker, receipts);
  });
}
