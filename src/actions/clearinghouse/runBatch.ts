import type { Readable } from "node:stream";
import type { Asker } from "#core/access/asker.ts";
import { readBatchLine } from "#core/formats/batchLine.ts";
import { readReport } from "#core/formats/report.ts";
import { type ReadReport, refusedReport } from "#core/formats/reportFormat.ts";
import { decodeUtf8 } from "#core/formats/text.ts";
import { spoolZip } from "#outside/files/spoolZip.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import {
  advanceBatch,
  closeBatch,
  insertBatchProblems,
  openBatch,
} from "#store/clearinghouse/batch.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { type Receipt, type Submitted, takeReports } from "./takeReports.ts";

type Line = { readonly number: number; readonly bytes: Uint8Array | null };
export type BatchLine = Receipt & { readonly line: number; readonly file?: string };

export type BatchRequest = {
  readonly body: Readable;
  readonly lines: (stream: AsyncIterable<Uint8Array>) => AsyncIterable<Line>;
  readonly name: string;
  readonly tlp: string;
  readonly key: string | null;
};

/** Lines in one transaction: their fsync is shared, and a sender that waits line by line is answered at once. */
const CHUNK = 250;
const CHUNK_BYTES = 8 * 1024 * 1024;

type Item = Submitted & { readonly line: number; readonly file?: string };

const tooLong = (line: number, most: string) =>
  refusedReport(null, [
    {
      rule: "batch/too-large",
      pointer: `/line/${line}`,
      message: `This is larger than ${most}. Send it as a file of its own, or leave the proof out.`,
    },
  ]);

/** Faults of the bytes name the line of the batch, as those of the JSON do. */
function readLine(bytes: Uint8Array, number: number, limits: Deps["limits"]): ReadReport {
  const decoded = decodeUtf8(bytes);
  if (decoded.ok && !decoded.byteOrderMark) return readBatchLine(decoded.text, number, limits);
  const problems = decoded.ok
    ? [
        {
          rule: "encoding/byte-order-mark",
          pointer: `/line/${number}/column/1`,
          message: "The line begins with a byte-order mark. Save the file as UTF-8 without one.",
        },
      ]
    : decoded.problems.map(({ rule, pointer, message }) => ({
        rule,
        pointer: pointer.replace(/^\/line\/1\//, `/line/${number}/`),
        message: message.replace(/\bLine 1,/, `Line ${number},`),
      }));
  return refusedReport("assay", problems);
}

async function* fromLines(deps: Deps, request: BatchRequest, body: AsyncIterable<Uint8Array>) {
  for await (const { number, bytes } of request.lines(body)) {
    const read =
      bytes === null ? tooLong(number, "a line may be") : readLine(bytes, number, deps.limits);
    yield { line: number, bytes: bytes ?? new Uint8Array(), name: null, read } satisfies Item;
  }
}

async function* fromZip(deps: Deps, body: AsyncIterable<Uint8Array>): AsyncGenerator<Item> {
  let line = 0;
  for await (const entry of spoolZip(body, deps.limits.fileBytes)) {
    line += 1;
    const { name } = entry;
    const bytes = "bytes" in entry ? entry.bytes : new Uint8Array();
    const read =
      "bytes" in entry
        ? readReport(bytes, { name, sha256 }, deps.limits)
        : "tooLarge" in entry
          ? tooLong(line, "a file may be")
          : refusedReport("zip", [
              {
                rule: "zip/unreadable",
                pointer: `/line/${line}`,
                message: `${entry.fault} Make the zip anew and send it again.`,
              },
            ]);
    yield { line, file: name, bytes, name, read };
  }
}

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** Looks at the first bytes without losing them. */
async function peek(body: AsyncIterable<Uint8Array>) {
  const iterator = body[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head: Uint8Array = first.done ? new Uint8Array() : first.value;
  async function* whole() {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next())
      yield next.value;
  }
  return { head, whole: whole() };
}

/** Groups items, but never makes a slow sender wait: what is there when the source pauses goes out. */
async function* chunked(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let chunk: Item[] = [];
  let bytes = 0;
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  for (;;) {
    const pause = new Promise<"pause">((resolve) => setTimeout(resolve, 20, "pause"));
    const got = chunk.length > 0 ? await Promise.race([next, pause]) : await next;
    if (got === "pause") {
      yield chunk;
      [chunk, bytes] = [[], 0];
      continue;
    }
    if (got.done) break;
    next = iterator.next();
    next.catch(() => {}); // its failure is met at the next turn
    chunk.push(got.value);
    bytes += got.value.bytes.length;
    if (chunk.length >= CHUNK || bytes >= CHUNK_BYTES) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
  }
  if (chunk.length > 0) yield chunk;
}

const count = (receipts: readonly Receipt[], status: Receipt["status"]) =>
  receipts.filter((receipt) => receipt.status === status).length;

async function advance(
  tx: Tx,
  deskId: string,
  batchId: string,
  items: readonly Item[],
  receipts: readonly Receipt[],
  matches: readonly string[],
): Promise<void> {
  const matched = (match: string) => matches.filter((one) => one === match).length;
  await advanceBatch(tx, batchId, {
    lines: receipts.length,
    stored: count(receipts, "stored"),
    known: count(receipts, "known"),
    refused: count(receipts, "refused"),
    matchedNew: matched("new"),
    matchedSame: matched("same"),
    matchedProposed: matched("proposed"),
  });
  const refused = items.flatMap(({ line }, i) => {
    const receipt = receipts[i];
    return receipt?.status === "refused" ? [{ line, problems: receipt.problems.slice(0, 20) }] : [];
  });
  await insertBatchProblems(tx, deskId, batchId, refused);
}

/**
 * Takes a batch as it streams in and answers as it goes: each yielded group is durable. Sent again, what is stored
 * already is answered `known` and the rest is completed.
 */
export async function* runBatch(
  deps: Deps,
  asker: Asker & { partyId: string },
  request: BatchRequest,
): AsyncGenerator<BatchLine[]> {
  const { db, now, chance } = deps;
  const batchId = await withSystem(db, asker.deskId, (tx) =>
    openBatch(tx, asker.deskId, {
      id: chance.newId(),
      partyId: asker.partyId,
      personId: asker.personId,
      name: request.name,
      idempotencyKey: request.key,
      startedAt: now(),
    }),
  );
  const { head, whole } = await peek(request.body as AsyncIterable<Uint8Array>);
  const items = isZip(head) ? fromZip(deps, whole) : fromLines(deps, request, whole);
  const intake = { tlp: request.tlp, channel: "batch", batchId } as const;
  for await (const chunk of chunked(items)) {
    const receipts = await takeReports(
      deps,
      asker,
      intake,
      chunk,
      async (tx, { receipts, placed }) => {
        await advance(
          tx,
          asker.deskId,
          batchId,
          chunk,
          receipts,
          placed.map(({ match }) => match),
        );
      },
    );
    yield receipts.map((receipt, i): BatchLine => {
      const { line = 0, file } = chunk[i] ?? {};
      return { line, ...(file === undefined ? {} : { file }), ...receipt };
    });
  }
  await withSystem(db, asker.deskId, (tx) => closeBatch(tx, batchId, now()));
}
