import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { RELEASE_WORDS } from "../reviewSays.ts";
import classes from "./clock.module.css";
import { type Cell, datesOf, type Flag, stripOf } from "./dayStrip.ts";

const INK: Record<Cell["kind"], string | undefined> = {
  over: classes.over,
  today: classes.now,
  uncounted: classes.uncounted,
  ahead: classes.ahead,
  beyond: classes.beyond,
};
const FLAG: Record<Flag["kind"], string | undefined> = {
  first: classes.first,
  today: classes.today,
  end: classes.end,
  release: classes.release,
};
const LANE_PX = 36;

/** The window day by day. The picture is for the eye; the same dates stand below it as a list, which a phone shows instead. */
export function DayStrip({ page }: { readonly page: ReviewPage }) {
  const strip = stripOf(page.clock, page.releases);
  if (strip === undefined) return null;
  const head = strip.lanes * LANE_PX;
  const days = strip.unit * strip.cells.length;
  return (
    <div className={classes.frame}>
      <div
        className={classes.strip}
        aria-hidden="true"
        style={{ "--head": `${head}px`, "--stretch": 100 / days } as React.CSSProperties}
      >
        {strip.cells.map(({ day, kind, label }, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
            key={at}
            className={classes.day}
            title={day ?? undefined}
            style={{ left: `${at * strip.unit}%`, width: `${strip.unit}%` }}
          >
            <i className={INK[kind]} />
            {label}
          </span>
        ))}
        {strip.hasTail && <span className={classes.tail} style={{ left: `${days}%` }} />}
        {strip.flags.map((flag) => (
          <span
            key={`${flag.kind} ${flag.says}`}
            className={`${classes.flag} ${FLAG[flag.kind]}`}
            style={{ left: `${flag.at}%`, top: head - (flag.lane + 1) * LANE_PX }}
          >
            <b>{flag.head}</b>
            {flag.says}
            {(flag.kind === "release" || flag.says.startsWith("trusted")) && <i />}
          </span>
        ))}
      </div>
      <Dates page={page} />
    </div>
  );
}

function Dates({ page }: { readonly page: ReviewPage }) {
  const { clock } = page;
  return (
    <ul className={classes.dates}>
      <li>
        Day 1: {clock.firstDay === null ? "not yet" : `${clock.firstDay}, when access worked`}
      </li>
      {clock.state === "running" && <li>Today: {clock.today}</li>}
      {clock.uncounted.length > 0 && <li>Left uncounted: {clock.uncounted.join(", ")}</li>}
      {clock.lastDay !== null && (
        <li>
          {clock.state === "ended" ? "Ended on" : "Ends with"} {clock.lastDay}
        </li>
      )}
      {datesOf(page.releases).map(({ release, day }) => (
        <li key={release}>
          Planned {RELEASE_WORDS[release]}: {day}
        </li>
      ))}
    </ul>
  );
}
