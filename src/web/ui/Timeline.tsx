import classes from "./timeline.module.css";
import { type Bar, type ClockLine, type Lane, timelineOf } from "./timeline.ts";
import { useNow } from "./useNow.ts";

const INK: Record<Bar["kind"], string | undefined> = {
  elapsed: classes.elapsed,
  rest: classes.rest,
  grace: classes.grace,
  if: classes.if,
  late: classes.late,
};

/** Clocks on one axis with one today: elapsed filled, rest open, grace hatched, conditional dashed, planned a hollow mark. */
export function Timeline({ clocks }: { readonly clocks: readonly ClockLine[] }) {
  const axis = timelineOf(clocks, useNow());
  return (
    <div className={classes.timeline}>
      <div className={classes.axis} aria-hidden="true">
        {axis.ticks.map(({ at, label }) => (
          <span key={label} style={{ left: `${at}%` }}>
            {label}
          </span>
        ))}
      </div>
      <div className={classes.over} aria-hidden="true">
        <div className={classes.today} style={{ left: `${axis.today}%` }}>
          <span>today {axis.todayLabel}</span>
        </div>
      </div>
      <ul>
        {axis.lanes.map((lane, index) => (
          <li key={lane.name} className={index === 0 ? classes.first : undefined}>
            <span className={classes.label}>
              {lane.name}
              <span className={leftInk(lane)}>{lane.left}</span>
            </span>
            <span className={classes.lane}>
              {lane.bars.map(({ kind, left, width }) => (
                <i
                  key={kind}
                  className={`${classes.bar} ${INK[kind]}`}
                  style={{ left: `${left}%`, width: `${width}%` }}
                />
              ))}
              {lane.diamond !== undefined && (
                <i className={classes.diamond} style={{ left: `${lane.diamond}%` }} />
              )}
              <Words lane={lane} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const leftInk = ({ late, left }: Lane) => {
  if (late) return classes.past;
  return /\d/.test(left) || left === "today" ? classes.counts : "dim";
};

const Words = ({ lane }: { readonly lane: Lane }) => (
  <span
    className={`${classes.words} ${lane.words.side === "before" ? classes.before : ""} ${lane.diamond === undefined ? "" : classes.byMark}`}
    title={lane.note}
    style={
      lane.words.side === "after"
        ? { left: `${lane.words.at}%`, right: 0 }
        : { right: `${lane.words.at}%`, left: 0 }
    }
  >
    {lane.day && <b>{lane.day}</b>} {lane.note}
  </span>
);
