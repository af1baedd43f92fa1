import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { type DotKind, State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./material.module.css";

type Claimed = ReviewPage["labels"][number];

const DOT: Record<Claimed["state"], DotKind> = {
  "in-force": "ok",
  "not-yet": "open",
  lapsed: "soon",
};

/** Claimed protections with their state today. Without one it is said that none is claimed, and nothing is implied. */
export const Labels = ({ labels }: { readonly labels: readonly Claimed[] }) =>
  labels.length === 0 ? (
    <span className="dim">no protection claimed</span>
  ) : (
    labels.map((one) => <LabelLine key={one.id} claimed={one} />)
  );

const LabelLine = ({ claimed: { label, state } }: { readonly claimed: Claimed }) => (
  <span className={classes.label}>
    <State dot={DOT[state]}>{label.name}</State>
    <span className={classes.under}>
      {state === "in-force" &&
        (label.until ? (
          <>
            until <Time at={label.until} as="day" />
          </>
        ) : (
          "in force, no end claimed"
        ))}
      {state === "not-yet" && (
        <>
          not yet: from <Time at={label.from} as="day" />
        </>
      )}
      {state === "lapsed" && label.until && (
        <>
          lapsed after <Time at={label.until} as="day" />
        </>
      )}
      ; {label.basis}, claimed by {label.claimedBy}; {label.source}
    </span>
  </span>
);
