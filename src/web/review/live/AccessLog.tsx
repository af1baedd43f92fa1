import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ReviewAccess, ReviewPage } from "#contract/review/reviewPage.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { fromIso, toDay } from "../../ui/instant.ts";
import { Section } from "../../ui/Page.tsx";
import { type DotKind, State } from "../../ui/Tag.tsx";
import { useNow } from "../../ui/useNow.ts";
import { accessFrom, accessSays } from "./accessSays.ts";
import { collapse } from "./collapse.ts";
import type { LiveState } from "./follow.ts";
import classes from "./live.module.css";

const DOT: Record<LiveState, DotKind> = { connecting: "open", connected: "ok", broken: "soon" };
const SAYS: Record<LiveState, string> = {
  connecting: "connecting",
  connected: "connected",
  broken: "the line broke; trying again",
};

/** As many lines as stand beside the other parts; the page of all accesses has the rest. */
const SHOWN = 12;

/** Newest first; what came since the page was opened is tinted. */
export function AccessLog(props: {
  readonly page: ReviewPage;
  readonly state: LiveState;
  readonly accesses: readonly ReviewAccess[];
}) {
  const { page, accesses } = props;
  const [seen] = useState(accesses[0]?.seq ?? 0);
  return (
    <Section
      id="accesses"
      title="Access, live"
      fact={<State dot={DOT[props.state]}>{SAYS[props.state]}</State>}
      act={
        <span className="small">
          <Link to="/reviews/$ref/accesses" params={{ ref: page.ref }}>
            All
          </Link>
        </span>
      }
    >
      {accesses.length === 0 && (
        <EmptyState fact="Nobody has looked yet.">
          Each access of an agency shows up here as it happens: who, what, from where, under which
          grant.
        </EmptyState>
      )}
      <ol className={classes.log} aria-live="polite" aria-label="Accesses, newest first">
        {collapse(accesses)
          .slice(0, SHOWN)
          .map(({ newest, count, since }) => (
            <li key={newest.seq} className={newest.seq > seen ? classes.new : undefined}>
              <At at={newest.at} />
              <span>
                <span className="strong">{newest.name}</span> {accessSays(newest, page)}
                {count > 1 && (
                  <>
                    , {count} times since <At at={since} />
                  </>
                )}
                <small>{accessFrom(newest, page)}</small>
              </span>
            </li>
          ))}
      </ol>
    </Section>
  );
}

const two = (n: number) => String(n).padStart(2, "0");

/** To the second today, otherwise the day. */
const At = ({ at }: { readonly at: string }) => {
  const moment = fromIso(at);
  const isToday = toDay(moment) === toDay(useNow());
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(":");
  return (
    <time dateTime={at} title={moment.toISOString()}>
      {isToday ? time : toDay(moment).slice(5)}
    </time>
  );
};
