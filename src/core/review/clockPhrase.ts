import type { How, Line, Moment, Reason, Window } from "./clockLine.ts";
import type { Release } from "./reviewWords.ts";
import { onWall } from "./zone.ts";

export const RELEASE_SAYS: Record<Release, string> = {
  "trusted-partner": "trusted-partner release",
  limited: "limited release",
  public: "public release",
};

const HOW_SAYS: Record<How, string> = {
  expired: "its days were over",
  withdrawn: "the lab withdrew",
  released: "the lab released the model",
  completed: "the review was completed",
  "not-applicable": "no window applies",
};

const phraseMoment = ({ day, time }: Moment, zone: string): string => `${day} ${time} ${zone}`;

/** Where counted and elapsed days differ, both are said. */
const phraseUncounted = ({ elapsed, uncounted }: Window): string =>
  uncounted.length === 0 ? "" : ` (${elapsed} elapsed, ${uncounted.length} left uncounted)`;

const phraseDays = (n: number): string => (n === 1 ? "1 day" : `${n} days`);

/** The one line that every party reads, alike: `Day 12 of 30, window closes 2026-12-17 24:00 Europe/Paris`. */
export function phraseLine(line: Line): string {
  const zone = line.zone ?? "UTC";
  if (line.state === "not-started") {
    return line.openWeight
      ? "Open weights: no window, unless the lab confirms access"
      : "No window yet: day 1 is the day on which the lab confirms that access works";
  }
  const { window } = line;
  if (line.state === "running") {
    const { counted, days, closes } = line.window;
    const day = `Day ${counted} of ${days}${phraseUncounted(line.window)}`;
    return `${day}, window closes ${phraseMoment(closes, zone)}`;
  }
  const ended = phraseMoment(line.ended, zone);
  const how = HOW_SAYS[line.how];
  if (window === null) return `Ended ${ended} before a window began: ${how}`;
  return `Window ended ${ended} after ${phraseDays(window.counted)}${phraseUncounted(window)}: ${how}`;
}

const phraseInstant = (at: string, zone: string): string => {
  const { day, time } = onWall(zone, Date.parse(at));
  return `${day} ${time}`;
};

function phraseOutage(
  { side, from, until }: Reason & { readonly kind: "outage" },
  zone: string,
): string {
  const begun = phraseInstant(from, zone);
  const when = until === null ? `since ${begun}` : `from ${begun} to ${phraseInstant(until, zone)}`;
  return side === "agency"
    ? `Outage at the reviewers' side ${when}: it does not move the end.`
    : `Outage at the lab's side ${when}: it moves the end only by days that the lab leaves uncounted.`;
}

const phraseRelease = ({ day, cap, capDay, moves }: Reason & { readonly kind: "release" }) =>
  moves
    ? `The trusted-partner release on ${day} comes before the end of day ${cap} (${capDay}): the window ends for it.`
    : `The trusted-partner release on ${day} comes after day ${cap} (${capDay}): day ${cap} holds.`;

const PHRASES: {
  readonly [K in Reason["kind"]]: (reason: Reason & { readonly kind: K }, zone: string) => string;
} = {
  cap: ({ days, day }) =>
    `${phraseDays(days)}, that of confirmed access being day 1, are over at the end of ${day}.`,
  "open-weight": () => "Open weights cannot be called back: a window is not the default for them.",
  "release-ahead": ({ day, cap, wholeFrom }) =>
    `For ${phraseDays(cap)} before the trusted-partner release on ${day}, access has to work on ${wholeFrom}.`,
  release: phraseRelease,
  uncounted: ({ days }) => `The lab left ${days.join(", ")} uncounted.`,
  outage: phraseOutage,
  ended: ({ how, release, moment }, zone) => {
    const what = release === null ? "" : ` (${RELEASE_SAYS[release]})`;
    return `Ended ${phraseMoment(moment, zone)}: ${HOW_SAYS[how]}${what}.`;
  },
};

/** One sentence; `zone` is the case's. */
export function phraseReason(reason: Reason, zone: string): string {
  const phrase = PHRASES[reason.kind] as (reason: Reason, zone: string) => string;
  return phrase(reason, zone);
}
