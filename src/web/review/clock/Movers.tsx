import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { Unbroken } from "../../ui/Unbroken.tsx";
import { counted } from "../reviewSays.ts";
import classes from "./clock.module.css";

const HEAD: Record<ReviewPage["clock"]["state"], string> = {
  "not-started": "What will set its end",
  running: "Why it ends then",
  ended: "Why it ended then",
};

/** Why the window ends when it does, in the clock's own words; what could move that; and what never does. */
export function Movers({ page }: { readonly page: ReviewPage }) {
  const { clock } = page;
  const lab = page.side === "lab" ? "You" : "The lab";
  const verb = page.side === "lab" ? "" : "s";
  return (
    <div className={classes.why}>
      <div>
        <h3>{HEAD[clock.state]}</h3>
        <ul>
          {clock.reasons.map((reason) => (
            <li key={reason}>
              <p>
                <Unbroken text={reason} />
              </p>
            </li>
          ))}
          {clock.reasons.length === 0 && (
            <li>
              Once access works it runs {counted(clock.cap, "day")} at most, and ends by itself.
            </li>
          )}
        </ul>
      </div>
      {clock.state !== "ended" && (
        <>
          <div>
            <h3>Moves the end</h3>
            <ul>
              <li>
                {lab} withdraw{verb}, or release{verb} to anyone <span>ends that minute</span>
              </li>
              <li>
                {lab} bring{verb} the trusted-partner date forward <span>to the day before it</span>
              </li>
              <li>
                {lab} put{verb} it back <span>later, day {clock.cap} at most</span>
              </li>
              <li>
                {lab} leave{verb} days of an own outage uncounted{" "}
                <span>
                  {clock.uncounted.length === 0
                    ? "none so far"
                    : `${clock.uncounted.length} so far`}
                </span>
              </li>
            </ul>
          </div>
          <Still page={page} />
        </>
      )}
    </div>
  );
}

const Still = ({ page }: { readonly page: ReviewPage }) => {
  const attached = page.agencies.filter(({ state }) => state === "attached").length;
  const open = page.results.filter(({ reply }) => reply === null).length;
  return (
    <div>
      <h3>Does not move it</h3>
      <ul>
        <li>
          Days on which no reviewer works <span>they count</span>
        </li>
        <li>
          An outage, by itself <span>on record, no more</span>
        </li>
        <li>
          Another agency attaching <span>{attached} attached</span>
        </li>
        <li>
          Results unfinished, replies owed <span>{open === 0 ? "none owed" : `${open} owed`}</span>
        </li>
      </ul>
    </div>
  );
};
