import { Readable } from "node:stream";
import type { Asker } from "#core/access/asker.ts";
import { utf8 } from "#core/bytes.ts";
import { ok } from "#core/result.ts";
import { maySeeEvent } from "#core/review/maySeeEvent.ts";
import {
  eventDetail,
  parseRecordLine,
  type RecordBody,
  type RecordLine,
  toRecordLine,
} from "#core/review/record/recordLine.ts";
import { ACCESSED, summarize, takenBy, toSummaryText } from "#core/review/record/recordSummary.ts";
import { readTaken, TAKEN, type Taken } from "#core/review/record/takenEntry.ts";
import { RECORD_FILE, SUMMARY_FILE } from "#core/review/record.ts";
import type { ReviewEvent } from "#core/review/reviewEvent.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { viewFor } from "#core/review/reviewView.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { zipFiles } from "#outside/files/zipFiles.ts";
import { asDesk, withAsker, withSystem } from "#store/database.ts";
import { findReview, listReviewEvents } from "#store/review/review.ts";
import {
  countReviewEntries,
  findReviewEntries,
  type ReviewEntry,
} from "#store/review/reviewEntry.ts";
import type { Deps } from "../deps.ts";
import { type ExportedFile, exportFiles } from "../ledger/exportFiles.ts";
import { record } from "../ledger/record.ts";
import { sequenceEntries } from "../ledger/sequenceEntries.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { type Caller, seen } from "./seen.ts";
import { sideOf } from "./sideOf.ts";

/** Entries or events fetched at a time. */
const PAGE = 500;

type Side = "lab" | "agency";

/** What is exported, and for whom. */
type Taking = {
  readonly state: ReviewState;
  readonly side: Side;
  readonly partyId: string;
  readonly taken: Taken;
};

/** Whether the asker's side may open an entry: the lab all of them, an agency what it sees of the review and did itself. */
function mayOpen(deps: Deps, { state, side, partyId, taken }: Taking, asker: Asker) {
  const view = viewFor(side, partyId, state, clockOf(state, deps.now().toISOString()));
  return (body: RecordBody, event: ReviewEvent | undefined): boolean => {
    if (readTaken(body)?.id === taken.id) return true;
    if (event !== undefined) return maySeeEvent(side, partyId, view, event);
    if (side === "lab") return true;
    const { partyId: by } = (body.detail ?? {}) as { readonly partyId?: unknown };
    return body.kind === ACCESSED ? by === partyId : body.actor.personId === asker.personId;
  };
}

/** All events of the review by their id. */
async function findEvents(deps: Deps, deskId: string, reviewId: string) {
  const events = new Map<string, ReviewEvent>();
  for (let after = 0; ; ) {
    const page = await withSystem(deps.db, deskId, (tx) =>
      listReviewEvents(tx, reviewId, after, PAGE),
    );
    for (const { event } of page) events.set(event.id, event);
    const last = page.at(-1);
    if (page.length < PAGE || !last) return events;
    after = last.seq;
  }
}

/** The entries that the taking tells of, and the taking itself. */
async function* entriesOf(
  deps: Deps,
  deskId: string,
  { state, taken }: Taking,
): AsyncGenerator<ReviewEntry> {
  for (let after = -1; ; ) {
    const page = await withSystem(deps.db, deskId, (tx) =>
      findReviewEntries(tx, deskId, state.id, { after, limit: PAGE }),
    );
    for (const entry of page) {
      const isTaking =
        entry.index > taken.through &&
        readTaken(JSON.parse(entry.opening.body) as RecordBody)?.id === taken.id;
      if (entry.index <= taken.through || isTaking) yield entry;
      if (isTaking) return;
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last)
      throw new Error("The taking of a record has no place in the log.");
    after = last.index;
  }
}

/** The line of an entry, as this reader may have it. */
async function* recordLines(deps: Deps, asker: Asker, taking: Taking): AsyncGenerator<string> {
  const events = await findEvents(deps, asker.deskId, taking.state.id);
  const isOpen = mayOpen(deps, taking, asker);
  for await (const { index, leaf, opening } of entriesOf(deps, asker.deskId, taking)) {
    const body = JSON.parse(opening.body) as RecordBody;
    const event = events.get(eventDetail(body)?.event ?? "");
    yield isOpen(body, event)
      ? toRecordLine(index, leaf, opening, event)
      : toRecordLine(index, leaf);
  }
}

const readBack = (line: string): RecordLine => {
  const parsed = parseRecordLine(utf8(line));
  if (!parsed.ok) throw new Error(`A line of a record does not read back: ${parsed.message}.`);
  return parsed.value;
};

/** The two files of the record; the second follows from the lines of the first. */
async function* recordFiles(
  deps: Deps,
  asker: Asker,
  taking: Taking,
): AsyncGenerator<ExportedFile> {
  const sum = summarize();
  let last: RecordLine | undefined;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for await (const line of recordLines(deps, asker, taking)) {
      if (last !== undefined) sum.add(last);
      last = readBack(line);
      yield utf8(line);
    }
  };
  yield { path: RECORD_FILE, chunks: chunks() };
  const summary = async function* (): AsyncGenerator<Uint8Array> {
    if (last !== undefined) yield utf8(toSummaryText(sum.read(taking.state.id, takenBy(last))));
  };
  yield { path: SUMMARY_FILE, chunks: summary() };
}

/** Puts the taking into the ledger, with what the log has of the review at that moment. */
async function take(
  deps: Deps,
  asker: Asker,
  caller: Caller,
  ref: string,
): Promise<Taking | undefined> {
  await sequenceEntries(deps, asker.deskId);
  return await withAsker(deps.db, asker, async (tx) => {
    const found = await findReview(tx, ref);
    const side = found && sideOf(asker, found.state);
    const { partyId } = asker;
    if (!found || !side || partyId === null) return undefined;
    return await asDesk(tx, asker, async () => {
      const counted = await countReviewEntries(tx, asker.deskId, found.id);
      const taken = { id: deps.chance.newId(), ...counted };
      if (side === "agency")
        await seen(tx, deps, asker, caller, {
          reviewId: found.id,
          what: "review",
          detail: "export",
        });
      await record(tx, deps, asker, [
        { kind: TAKEN, subject: { reviewId: found.id }, detail: taken, restricted: true },
      ]);
      return { state: found.state, side, partyId, taken };
    });
  });
}

/** The log's files and before its `checkpoint`, which comes last, the record's. */
async function* withRecord(deps: Deps, asker: Asker, taking: Taking): AsyncGenerator<ExportedFile> {
  const request = { deskId: asker.deskId, openings: "public" } as const;
  for await (const file of exportFiles(deps, request)) {
    if (file.path === "checkpoint") yield* recordFiles(deps, asker, taking);
    yield file;
  }
}

/**
 * What was held, who saw it, what was destroyed, beside the log that it stands in, as far as the asker's side may open it. The
 * taking is itself an entry, and the record's last line, so that nothing can be left out unseen.
 */
export async function exportReviewFiles(deps: Deps, asker: Asker, caller: Caller, ref: string) {
  await lapseFirst(deps, asker, ref);
  const taking = await take(deps, asker, caller, ref);
  return taking ? ok(withRecord(deps, asker, taking)) : noSuchReview();
}

/** The same as a zip, streamed. */
export async function exportReview(deps: Deps, asker: Asker, caller: Caller, ref: string) {
  const files = await exportReviewFiles(deps, asker, caller, ref);
  return files.ok ? ok(Readable.from(zipFiles(files.value))) : files;
}
