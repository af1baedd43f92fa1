import type { Readable } from "node:stream";
import { readBatchLine } from "#core/formats/batchLine.ts";
import { readReport } from "#core/formats/report.ts";
import { type ReadReport, refusedReport } from "#core/formats/reportFormat.ts";
import { decodeUtf8 } from "#core/formats/text.ts";
import { spoolZip } from "#outside/files/spoolZip.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import type { Deps } from "../deps.ts";
import type { Submitted } from "./takeReports.ts";

type Line = { readonly number: number; readonly bytes: Uint8Array | null };

export type BatchSource = {
  readonly body: Readable;
  readonly lines: (stream: AsyncIterable<Uint8Array>) => AsyncIterable<Line>;
};

/** A line, or a file of a zip, in the order in which they stand there. */
export type Item = Submitted & { readonly line: number; readonly file?: string };

const tooLong = (line: number) =>
  refusedReport(null, [
    {
      rule: "batch/too-large",
      pointer: `/line/${line}`,
      message:
        "The line is longer than a line may be. Send it as a file of its own, or leave the proof out.",
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

async function* fromLines(deps: Deps, source: BatchSource, body: AsyncIterable<Uint8Array>) {
  for await (const { number, bytes } of source.lines(body)) {
    const read = bytes === null ? tooLong(number) : readLine(bytes, number, deps.limits);
    yield { line: number, bytes: bytes ?? new Uint8Array(), name: null, read } satisfies Item;
  }
}

/** How many of the largest files an archive may be worth, in bytes. */
const ARCHIVE = 64;

async function* fromZip({ limits }: Deps, body: AsyncIterable<Uint8Array>): AsyncGenerator<Item> {
  let line = 0;
  const { fileBytes } = limits;
  for await (const entry of spoolZip(body, { archive: ARCHIVE * fileBytes, entry: fileBytes })) {
    line += 1;
    const { name } = entry;
    if ("bytes" in entry) {
      const { bytes } = entry;
      yield { line, file: name, name, bytes, read: readReport(bytes, { name, sha256 }, limits) };
    } else {
      const { rule, message } = entry.fault;
      const read = refusedReport("zip", [
        { rule: `zip/${rule}`, pointer: `/line/${line}`, message },
      ]);
      yield { line, file: name, name, bytes: new Uint8Array(), read };
    }
  }
}

/** Bytes that tell a zip. */
const MARK = 4;
const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** Looks at the first bytes without losing them. */
async function peek(body: AsyncIterable<Uint8Array>) {
  const iterator = body[Symbol.asyncIterator]();
  let head = new Uint8Array();
  while (head.length < MARK) {
    const next = await iterator.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole() {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next())
      yield next.value;
  }
  return { head, whole: whole() };
}

/** What a batch holds, read one at a time: finding bundles one a line, or the files of a zip. */
export async function itemsOf(deps: Deps, source: BatchSource): Promise<AsyncGenerator<Item>> {
  const { head, whole } = await peek(source.body as AsyncIterable<Uint8Array>);
  return isZip(head) ? fromZip(deps, whole) : fromLines(deps, source, whole);
}
