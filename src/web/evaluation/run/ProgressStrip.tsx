import type { Progress } from "#contract/evaluation/run.ts";
import { Time } from "../../ui/Time.tsx";
import { useNow } from "../../ui/useNow.ts";
import { doneSays, leftSays, rateSays, shareDone } from "./progressSays.ts";
import classes from "./run.module.css";

/** How far a run is, how fast it goes, when it is expected to end. It may be left. */
export function ProgressStrip({ progress }: { readonly progress: Progress }) {
  const now = useNow();
  const { endsAt } = progress;
  return (
    <div className={classes.progress}>
      <progress max={1} value={shareDone(progress)} aria-label="Trials run" />
      <p>
        <b className="strong">{doneSays(progress)}</b>
        <span>{rateSays(progress)}</span>
        {endsAt !== null && (
          <span>
            {leftSays(new Date(endsAt), now)}, until <Time at={endsAt} />
          </span>
        )}
        <span className="dim">It goes on without this page.</span>
      </p>
    </div>
  );
}
