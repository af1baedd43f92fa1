import type { Day } from "../clearinghouse/day.ts";
import type { Release } from "./reviewWords.ts";
import type { Side } from "./side.ts";

/** How a window, or a review without one, came to its end. None of these says anything about the model. */
export type How = "expired" | "withdrawn" | "released" | "completed" | "not-applicable";

/** `at` is exact (ISO 8601, UTC); `day` and `time` are what it reads in the case's zone, `24:00` at the end of a day. */
export type Moment = { readonly at: string; readonly day: Day; readonly time: string };

/** A date that the lab has given, or had given and took back. */
export type PlannedRelease = { readonly day: Day; readonly stands: boolean };

/** Days of the window. Day 1 is `firstDay`; `counted` is `elapsed` without `uncounted`. */
export type Window = {
  readonly opened: Moment;
  readonly firstDay: Day;
  /** The last day that the window reaches into: of the plan while it runs, of what happened once it has ended. */
  readonly lastDay: Day;
  readonly closes: Moment;
  /** The day that the window has reached; its last day once it has ended. */
  readonly today: Day;
  /** Counted days from the first to the last; never more than the cap. */
  readonly days: number;
  readonly elapsed: number;
  readonly counted: number;
  readonly uncounted: readonly Day[];
};

/** Why the end is where it is, and what did not move it. */
export type Reason =
  | { readonly kind: "cap"; readonly days: number; readonly day: Day }
  | { readonly kind: "open-weight" }
  /** Before day 1: for all the days of the cap, access has to work on `wholeFrom` at the latest. */
  | {
      readonly kind: "release-ahead";
      readonly day: Day;
      readonly wholeFrom: Day;
      readonly cap: number;
    }
  | {
      readonly kind: "release";
      readonly day: Day;
      readonly cap: number;
      readonly capDay: Day;
      readonly moves: boolean;
    }
  | {
      readonly kind: "uncounted";
      readonly id: string;
      readonly at: string;
      readonly days: readonly Day[];
    }
  | {
      readonly kind: "outage";
      readonly id: string;
      readonly side: "lab" | "agency";
      readonly from: string;
      readonly until: string | null;
    }
  | {
      readonly kind: "ended";
      readonly how: How;
      readonly by: Side;
      readonly release: Release | null;
      readonly moment: Moment;
    };

type Common = {
  readonly zone: string | null;
  /** Most days that may be counted, 1 to 30 except in a what-if. */
  readonly cap: number;
  readonly releases: { readonly [R in Release]?: PlannedRelease };
  readonly reasons: readonly Reason[];
};

/** What one line of the screen shows. It gives nobody anything: only a `Clock` does. */
export type Line = Common &
  (
    | { readonly state: "not-started"; readonly openWeight: boolean; readonly window: null }
    | { readonly state: "running"; readonly window: Window }
    | {
        readonly state: "ended";
        readonly how: How;
        readonly ended: Moment;
        /** `null` where no window had begun. */
        readonly window: Window | null;
      }
  );
