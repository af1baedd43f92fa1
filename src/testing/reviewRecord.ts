import { utf8 } from "#core/bytes.ts";
import type { Json } from "#core/canonicalJson.ts";
import { type NewEntry, toBody, toCommitment, toLeaf } from "#core/ledger/entry.ts";
import { hashOfEvent, parseRecordLine, toRecordLine } from "#core/review/record/recordLine.ts";
import { ACCESSED, summarize, takenBy, toSummaryText } from "#core/review/record/recordSummary.ts";
import { TAKEN } from "#core/review/record/takenEntry.ts";
import { RECORD_FILE, SUMMARY_FILE } from "#core/review/record.ts";
import type { ReviewEvent } from "#core/review/reviewEvent.ts";
import type { LedgerKey } from "#outside/ledger/noteKey.ts";
import { exportOf, type Files, someEntries } from "./logFolder.ts";
import { sha256 } from "./merkle.ts";
import { CAST, STORY, STORY_EVENTS } from "./reviewStory.ts";

/** An entry of the log; those of the review with the event they are about, and whether the reader may open them. */
type Told = {
  readonly entry: NewEntry;
  readonly ofReview: boolean;
  readonly event?: ReviewEvent;
  readonly closed?: boolean;
};

let salts = 0;
const salt = (): Uint8Array => sha256(utf8(`record salt ${++salts}`)).subarray(0, 16);

const entryOf = (
  kind: string,
  at: string,
  by: { readonly personId: string | null; readonly label: string },
  detail: Json,
  subject: NewEntry["subject"] = {},
): NewEntry => ({
  kind,
  at: new Date(at),
  actor: { personId: by.personId, label: by.label },
  subject: { reviewId: STORY.review, ...subject },
  detail,
  restricted: true,
  salt: salt(),
});

export const ofEvent = (event: ReviewEvent): Told => ({
  entry: entryOf(`review.${event.type}`, event.at, event.by, {
    event: event.id,
    sha256: hashOfEvent(sha256, event),
  }),
  ofReview: true,
  event,
});

export const ofAccess = (
  by: (typeof CAST)["holm" | "sand"],
  at: string,
  materialId: string | null,
): Told => ({
  entry: entryOf(
    ACCESSED,
    at,
    by,
    {
      what: materialId === null ? "endpoint" : "payload",
      personId: by.personId,
      partyId: by.partyId,
      name: by.label,
      grantId: materialId === null ? "g1" : null,
      way: "browser",
      origin: "198.51.100.24",
      detail: "",
    },
    materialId === null ? {} : { materialId },
  ),
  ofReview: true,
});

const strange = (entry: NewEntry): Told => ({ entry, ofReview: false });

/** The whole story with its accesses, among entries of other things. */
export function storyEntries(): readonly Told[] {
  const accesses = [
    ofAccess(CAST.holm, "2026-09-10T14:40:00.000Z", STORY.card),
    ofAccess(CAST.sand, "2026-09-11T09:12:00.000Z", STORY.card),
    ofAccess(CAST.holm, "2026-09-11T10:00:00.000Z", STORY.card),
    ofAccess(CAST.sand, "2026-09-12T07:00:00.000Z", null),
  ];
  const ours = [...STORY_EVENTS.map(ofEvent), ...accesses].sort(
    (a, b) => a.entry.at.getTime() - b.entry.at.getTime(),
  );
  const others = someEntries(280).map(strange);
  return [...others.slice(0, 250), ...ours, ...others.slice(250)];
}

const linesBefore = (told: readonly Told[]) =>
  told.map((one, index) => ({ ...one, index })).filter(({ ofReview }) => ofReview);

/** The entry that ends a record of what came before it. */
export function taking(told: readonly Told[], more: Record<string, Json> = {}): Told {
  const ours = linesBefore(told);
  const accesses = ours.filter(({ entry }) => entry.kind === ACCESSED).length;
  const events = ours.filter(({ event }) => event !== undefined).length;
  const detail = {
    id: "taking-1",
    events,
    accesses,
    others: ours.length - events - accesses,
    through: ours.at(-1)?.index ?? -1,
    ...more,
  };
  return { entry: entryOf(TAKEN, "2026-10-30T12:00:00.000Z", CAST.voss, detail), ofReview: true };
}

export type Edit = (lines: readonly string[]) => readonly string[];

/** Of whatever lines: some are planted to be none. */
function summaryOf(lines: readonly string[]): string {
  const sum = summarize();
  const read = lines.flatMap((line) => {
    const parsed = parseRecordLine(utf8(line));
    return parsed.ok ? [parsed.value] : [];
  });
  const last = read.at(-1);
  try {
    for (const line of read.slice(0, -1)) sum.add(line);
  } catch {
    return "";
  }
  return last === undefined ? "" : toSummaryText(sum.read(STORY.review, takenBy(last)));
}

/** The folder of such a log with the record beside it; its lines may be edited, and the summary is made of what they then are. */
export function recordFolder(
  key: LedgerKey,
  origin: string,
  told: readonly Told[],
  edit: Edit = (lines) => lines,
): Files {
  const files = exportOf(
    key,
    origin,
    told.map(({ entry }) => entry),
  );
  const lines = linesBefore(told).map(({ entry, event, index, closed }) => {
    const opening = { body: toBody(entry), salt: entry.salt };
    const leaf = toLeaf(entry.at, toCommitment(sha256, opening));
    return closed ? toRecordLine(index, leaf) : toRecordLine(index, leaf, opening, event);
  });
  const edited = edit(lines);
  files.set(RECORD_FILE, utf8(edited.join("")));
  files.set(SUMMARY_FILE, utf8(summaryOf(edited)));
  return files;
}
