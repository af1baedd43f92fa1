import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./clock.module.css";
import { DayStrip } from "./DayStrip.tsx";
import { leadOf } from "./lead.ts";
import { Movers } from "./Movers.tsx";
import { WhatIf } from "./WhatIf.tsx";

/** Where the window stands: one line, the same for every party, the reasons for its end, and what would move it. */
export function ClockPart({ page }: { readonly page: ReviewPage }) {
  const [isComparing, setComparing] = useState(false);
  const { clock } = page;
  return (
    <Section
      id="window"
      title="Access window"
      fact="every party of this review reads the same line"
      act={
        <span className="small">
          <TextButton onClick={() => setComparing(!isComparing)}>
            {isComparing ? "Put the comparison away" : "Compare with other policies"}
          </TextButton>
        </span>
      }
    >
      <div className={classes.lead}>
        <b>{leadOf(clock)}</b>
        <span className={classes.line}>{clock.line}</span>
        {clock.state === "running" && clock.closesAt !== null && (
          <span className={classes.yours}>
            where you are: <Time at={clock.closesAt} />
          </span>
        )}
      </div>
      {clock.firstDay !== null && (
        <p className={classes.yours}>
          {clock.counted} counted, {clock.elapsed} elapsed since {clock.firstDay}; {clock.cap} count
          at most. Days are those of {clock.zone}.
        </p>
      )}
      <DayStrip page={page} />
      <Movers page={page} />
      {isComparing && <WhatIf page={page} />}
    </Section>
  );
}
