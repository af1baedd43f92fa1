import type { Page } from "playwright-core";
import { openMailbox } from "../../src/testing/mailbox.ts";
import { openBrowser, type Visitor } from "./browser.ts";
import { movableClock, moveClockIn } from "./movableClock.ts";
import { wordsOn } from "./pageWords.ts";
import { openPage } from "./reviewActs.ts";
import { type ReviewCast, type ReviewPerson, setUpReviewCast } from "./reviewDesk.ts";
import { startServer } from "./server.ts";
import { signInAgain } from "./walk.ts";

const DAY = 86_400_000;

/** A wall clock of a zone: the calendar day and the milliseconds since its midnight. */
function wallAt(zone: string, at: number) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  });
  const [day = "", time = ""] = format.format(at).split(", ");
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return { day, since: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}

/** Where it is afternoon or evening now: midnight is ahead of the walk, and nearer than the end of a session. */
export function afternoonZone(): string {
  const zones = ["Europe/Oslo", "America/New_York", "America/Los_Angeles", "Asia/Tokyo"] as const;
  const hourIn = (zone: string) => wallAt(zone, Date.now()).since / 3_600_000;
  return zones.find((zone) => hourIn(zone) >= 14 && hourIn(zone) < 22.5) ?? zones[0];
}

/** What was read somewhere, to be held to the wording of a review. */
export type Reading = { readonly place: string; readonly text: string };

/** A server whose clock can be moved on, its mailbox, and the people of a review, each at a browser. */
export async function openStage(folder: string) {
  const zone = afternoonZone();
  const clock = movableClock(folder);
  const [mailbox, browser] = await Promise.all([openMailbox(), openBrowser()]);
  const env = {
    ...clock.env,
    ASSAY_MAIL_URL: mailbox.url,
    ASSAY_MAIL_FROM: "Assay <desk@review.example>",
  };
  const server = await startServer({ env });
  const cast = await setUpReviewCast(browser, server, { mail: true });
  const stage = { ...peopleOf(cast), ...timeOf(clock, cast, zone), zone, mailbox, server, cast };
  return {
    ...stage,
    close: async () => {
      await browser.close();
      await server.stop();
      await mailbox.close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

function peopleOf({ visitors }: ReviewCast) {
  const readings: Reading[] = [];
  const at = (name: ReviewPerson): Visitor => visitors[name];
  const pageOf = (name: ReviewPerson): Page => visitors[name].page;
  return {
    at,
    pageOf,
    /** All that was looked at so far. */
    readings,
    /** Reads the page of somebody as it is now. */
    look: async (name: ReviewPerson, stage: string): Promise<string> => {
      const text = await wordsOn(pageOf(name));
      const { pathname } = new URL(pageOf(name).url());
      readings.push({ place: `${pathname} as ${name}, ${stage}`, text });
      return text;
    },
    open: async (name: ReviewPerson, path: string) => await openPage(at(name), path),
    signIn: async (name: ReviewPerson, path: string) => {
      await signInAgain(at(name), path);
      return pageOf(name);
    },
    /** A question to the API in somebody's session, whatever the answer. */
    ask: async (name: ReviewPerson, method: string, path: string, data?: object) => {
      const headers = { "x-assay": "test" };
      const answer = await at(name).context.request.fetch(path, {
        method,
        headers,
        ...(data ? { data } : {}),
      });
      return { status: answer.status(), text: await answer.text() };
    },
  };
}

function timeOf(clock: ReturnType<typeof movableClock>, cast: ReviewCast, zone: string) {
  const first = Date.now();
  const move = async (more: number): Promise<void> => {
    clock.move(more);
    for (const { context } of Object.values(cast.visitors)) await moveClockIn(context, more);
  };
  return {
    /** The calendar day in the zone, so many days after the first. */
    day: (ahead: number): string => wallAt(zone, first + ahead * DAY).day,
    /** For the server, and for each page that is opened from now on. */
    moveDays: (days: number) => move(days * DAY),
    /** To a minute after the midnight that comes. */
    moveOverMidnight: () => move(DAY - wallAt(zone, clock.now()).since + 60_000),
  };
}
