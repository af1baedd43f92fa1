import { equalBytes, fromUtf8, utf8 } from "../bytes.ts";
import {
  bad,
  type Checked,
  type LineReader,
  type LogFault,
  type LogFolder,
} from "../ledger/logFolder.ts";
import { readBundle, widthOf } from "../ledger/logTiles.ts";
import { TILE_WIDTH } from "../ledger/tile.ts";
import type { Sha256 } from "../ledger/treeHash.ts";
import { checkOpened, parseRecordLine, type RecordLine } from "./record/recordLine.ts";
import { type RecordSummary, summarize, takenBy, toSummaryText } from "./record/recordSummary.ts";
import { readTaken, whyIncomplete } from "./record/takenEntry.ts";
import type { ReviewEvent } from "./reviewEvent.ts";
import { type Signed, signedTerms, toTermsHash } from "./termsHash.ts";
import { signedUncounted } from "./uncountedHash.ts";

/** A review's record stands beside the log that it was taken from: the lines, and what they come to. */
export const RECORD_FILE = "review.jsonl";
export const SUMMARY_FILE = "review.json";

type TermsSigned = ReviewEvent & { readonly type: "terms-signed" };

export type RecordOptions = {
  readonly sha256: Sha256;
  /** Why the signature does not hold over this, `undefined` where it does. */
  readonly whyUnsigned: (
    signed: Signed,
    signature: TermsSigned["signature"],
  ) => Promise<string | undefined>;
};

/** Entries of the log by their index; they come in order, so that one bundle at a time is held. */
function leafReader(folder: LogFolder, size: number) {
  let held: { readonly index: number; readonly entries: readonly Uint8Array[] } | undefined;
  return async (index: number): Promise<Checked<Uint8Array | undefined>> => {
    const at = Math.floor(index / TILE_WIDTH);
    if (held?.index !== at) {
      const width = widthOf({ level: 0, index: at }, size);
      const bundle = await readBundle(folder, { level: "entries", index: at, width });
      if (!bundle.ok) return bundle;
      held = { index: at, entries: bundle.value.entries };
    }
    return { ok: true, value: held.entries[index % TILE_WIDTH] };
  };
}

/** Hashes of the versions proposed so far; a signature is checked over the hash of its own, or over the days it leaves out. */
function signatureCheck({ whyUnsigned }: RecordOptions) {
  const hashes = new Map<number, string>();
  return async (reviewId: string, event: ReviewEvent): Promise<string | undefined> => {
    if (event.type === "terms-proposed") {
      const { version, terms, hash } = event;
      hashes.set(version, hash);
      return toTermsHash(reviewId, version, terms) === hash
        ? undefined
        : "the terms are not those of their hash";
    }
    if (event.type === "days-left-uncounted")
      return await whyUnsigned(signedUncounted(reviewId, event), event.signature);
    if (event.type !== "terms-signed") return undefined;
    const hash = hashes.get(event.version);
    if (hash === undefined) return "it signs terms that the record does not have";
    return await whyUnsigned(signedTerms(hash), event.signature);
  };
}

const subjectOf = ({ opened }: RecordLine): string | undefined => {
  const id = opened?.body.subject.reviewId;
  return typeof id === "string" ? id : undefined;
};

type Content = (line: RecordLine) => Promise<string | undefined>;

/** What is wrong with a line whose leaf is right. All of them are about one review. */
function contentCheck(options: RecordOptions): {
  readonly check: Content;
  readonly id: () => string;
} {
  const checkSignature = signatureCheck(options);
  let reviewId: string | undefined;
  const check: Content = async (line) => {
    const wrong = checkOpened(options.sha256, line);
    if (wrong !== undefined || line.opened === undefined) return wrong;
    const id = subjectOf(line);
    if (id === undefined || id !== (reviewId ?? id))
      return "its entry is not about the review of the lines before it";
    reviewId = id;
    return line.opened.event === null ? undefined : await checkSignature(id, line.opened.event);
  };
  return { check, id: () => reviewId ?? "" };
}

/** Checks lines one by one, and keeps what they come to. */
function recordReader(folder: LogFolder, size: number, options: RecordOptions) {
  const leafAt = leafReader(folder, size);
  const content = contentCheck(options);
  const sum = summarize();
  let lines = 0;
  /** A line counts when the next one comes: the last one is about the taking. */
  let [counted, last]: [RecordLine | undefined, RecordLine | undefined] = [undefined, undefined];

  const checkLine = async (line: RecordLine, where: string): Promise<LogFault | undefined> => {
    const { index, leaf } = line;
    if (index <= (last?.index ?? -1) || index >= size)
      return bad(where, "its index is out of order, or not in the log", index).fault;
    const found = await leafAt(index);
    if (!found.ok) return found.fault;
    if (found.value === undefined || !equalBytes(found.value, utf8(leaf)))
      return bad(where, "its leaf is not the one in the log", index).fault;
    const wrong = await content.check(line);
    return wrong === undefined ? undefined : bad(where, wrong, index).fault;
  };
  const read = async (bytes: Uint8Array, where: string): Promise<LogFault | undefined> => {
    const parsed = parseRecordLine(bytes);
    if (!parsed.ok) return bad(where, parsed.message).fault;
    const fault = await checkLine(parsed.value, where);
    if (fault) return fault;
    if (last !== undefined) sum.add(last);
    [counted, last] = [last, parsed.value];
    return undefined;
  };
  const take = async (bytes: Uint8Array): Promise<LogFault | undefined> => {
    const where = `${RECORD_FILE}:${++lines}`;
    try {
      return await read(bytes, where);
    } catch (error) {
      // An event without a member that its type has: the ledger's hash says who wrote it so, and it is no record.
      if (error instanceof TypeError)
        return bad(where, "an event is of no form that is known").fault;
      throw error;
    }
  };
  const finish = (): Checked<RecordSummary> => {
    const where = `${RECORD_FILE}:${lines}`;
    const taken = last?.opened === undefined ? undefined : readTaken(last.opened.body);
    if (taken === undefined || last === undefined)
      return bad(where, "the last line is not the taking of the record");
    const wrong = whyIncomplete(taken, sum.lines(), counted?.index ?? -1);
    if (wrong !== undefined) return bad(where, wrong, last.index);
    return { ok: true, value: sum.read(content.id(), takenBy(last)) };
  };
  return { take, finish };
}

async function readLines(
  lines: LineReader,
  { take, finish }: ReturnType<typeof recordReader>,
): Promise<Checked<RecordSummary>> {
  for (;;) {
    const [line] = await lines.next(1);
    if (line === undefined) return finish();
    const fault = await take(line);
    if (fault) return { ok: false, fault };
  }
}

async function checkSummary(
  folder: LogFolder,
  summary: RecordSummary,
): Promise<LogFault | undefined> {
  const text = toSummaryText(summary);
  const bytes = await folder.read(SUMMARY_FILE, utf8(text).length);
  if (!bytes) return bad(SUMMARY_FILE, "is missing").fault;
  if (fromUtf8(bytes) === text) return undefined;
  return bad(SUMMARY_FILE, `is not what the lines of ${RECORD_FILE} come to`).fault;
}

/**
 * Checks the record of a review in the folder of a log, of which `size` entries have been verified: every line is an entry of
 * the log, no entry about the review is left out, every event is the one whose hash its entry holds, every signature of terms
 * holds, and the summary is what the lines come to. `null` where the folder has no record.
 */
export async function checkRecord(
  folder: LogFolder,
  size: number,
  options: RecordOptions,
): Promise<Checked<RecordSummary | null>> {
  const lines = await folder.lines(RECORD_FILE);
  if (!lines) {
    const summary = await folder.read(SUMMARY_FILE, 0);
    return summary ? bad(RECORD_FILE, "is missing") : { ok: true, value: null };
  }
  try {
    const checked = await readLines(lines, recordReader(folder, size, options));
    if (!checked.ok) return checked;
    const fault = await checkSummary(folder, checked.value);
    return fault ? { ok: false, fault } : checked;
  } finally {
    await lines.close();
  }
}
