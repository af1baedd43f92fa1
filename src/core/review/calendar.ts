import ical, {
  ICalEventClass,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Line, PlannedRelease, Reason } from "./clockLine.ts";
import { phraseReason, RELEASE_SAYS } from "./clockPhrase.ts";
import { RELEASES, type Release } from "./reviewWords.ts";

/** No name of a model and no word of a person is among them: calendars are often kept by others. */
export type ReviewDates = {
  /** Unique in the world; with it each entry keeps its UID over all renderings. */
  readonly reviewId: string;
  readonly ref: string;
  readonly line: Line;
  /** The day of the terms in force, or the one on which destruction is due; it stands no more where nothing is left to destroy. */
  readonly destruction: PlannedRelease | null;
  /** Grows with each change: the number of the review's events. */
  readonly sequence: number;
  /** Instant (ISO 8601) of the last change. */
  readonly changedAt: string;
};

type Entry = Pick<ICalEventData, "start" | "allDay" | "summary" | "description" | "status"> & {
  readonly name: string;
};

/** The day that is reached today would be wrong tomorrow; outages move nothing. */
const LASTING: readonly Reason["kind"][] = ["cap", "release", "uncounted", "ended"];

function windowEntry({ line, ref }: ReviewDates): readonly Entry[] {
  if (line.window === null) return [];
  const { at, day, time } = line.window.closes;
  const zone = line.zone ?? "UTC";
  const what = line.state === "ended" ? "Window ended" : "Window closes";
  const why = line.reasons.filter(({ kind }) => LASTING.includes(kind));
  const sentences = [
    `${what} ${day} ${time} ${zone}.`,
    ...why.map((reason) => phraseReason(reason, zone)),
  ];
  const [summary, description] = [`${what}: review ${ref}`, sentences.join("\n")];
  return [{ name: "window", start: at, summary, description }];
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const statusOf = ({ stands }: PlannedRelease): ICalEventStatus =>
  stands ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED;

/** A date that was taken back stays in the file, cancelled, so that calendars that have it drop it. */
const releaseEntry = (ref: string, release: Release, planned: PlannedRelease): Entry => ({
  name: `${release}-release`,
  start: planned.day,
  allDay: true,
  summary: `${capitalized(RELEASE_SAYS[release])}, planned: review ${ref}`,
  status: statusOf(planned),
});

const destructionEntry = (ref: string, planned: PlannedRelease): Entry => ({
  name: "destruction",
  start: planned.day,
  allDay: true,
  summary: `Material to be destroyed under the terms: review ${ref}`,
  status: statusOf(planned),
});

function entriesOf(dates: ReviewDates): readonly Entry[] {
  const { line, ref, destruction } = dates;
  const releases = RELEASES.flatMap((release) => {
    const planned = line.releases[release];
    return planned === undefined ? [] : [releaseEntry(ref, release, planned)];
  });
  return [
    ...windowEntry(dates),
    ...releases,
    ...(destruction === null ? [] : [destructionEntry(ref, destruction)]),
  ];
}

/** The review's dates as iCalendar (RFC 5545): the window's end as an instant in UTC, days as whole days of no zone. */
export function toCalendar(dates: ReviewDates): string {
  const { reviewId, ref, sequence, changedAt } = dates;
  const calendar = ical({
    prodId: { company: "Assay", product: "review", language: "EN" },
    name: `Review ${ref}`,
  });
  for (const { name, ...entry } of entriesOf(dates)) {
    calendar.createEvent({
      status: ICalEventStatus.CONFIRMED,
      ...entry,
      id: `${reviewId}-${name}`,
      sequence,
      stamp: changedAt,
      class: ICalEventClass.CONFIDENTIAL,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  // "contentline = name … CRLF": the library leaves out the last one.
  return `${calendar.toString()}\r\n`;
}
