import { OUTCOMES, STANCES } from "#contract/evaluation/shapes.ts";
import type { TrialFilter } from "#contract/evaluation/trial.ts";

const SHOWS = ["all", "disagreement", "conflict", "unscored"] as const;
const ANY = "any";

/** What of a run's trials is shown, and which of them is looked at. */
export type TrialView = {
  /** A category's name, or any. */
  readonly category: string;
  readonly stance: (typeof STANCES)[number] | typeof ANY;
  /** Which dimension outcomes are told of; the run's first where it is empty. */
  readonly dimension: string;
  readonly outcome: (typeof OUTCOMES)[number] | typeof ANY;
  readonly show: (typeof SHOWS)[number];
  readonly text: string;
  /** Number of the trial under the cursor. */
  readonly at: number | undefined;
  /** On a narrow page: whether the trial is shown instead of the list. */
  readonly open: boolean;
};

export type TrialSearch = Partial<Record<keyof TrialView, string>>;

export const ALL_TRIALS: TrialView = {
  category: ANY,
  stance: ANY,
  dimension: "",
  outcome: ANY,
  show: "all",
  text: "",
  at: undefined,
  open: false,
};

export const CHOICES = {
  stance: [ANY, ...STANCES],
  outcome: [ANY, ...OUTCOMES],
  show: SHOWS,
} as const;

const KEYS = Object.keys(ALL_TRIALS) as (keyof TrialView)[];

/** Keeps what an address may hold and drops the rest: addresses come from anywhere. */
export const readSearch = (raw: Record<string, unknown>): TrialSearch =>
  Object.fromEntries(
    KEYS.flatMap((key) =>
      typeof raw[key] === "string" && raw[key] !== "" ? [[key, raw[key]]] : [],
    ),
  );

/** What cannot be read falls back to all trials; it never fails. */
export function parseView(search: TrialSearch): TrialView {
  const at = Number(search.at);
  return {
    category: (search.category ?? ANY).slice(0, 300),
    stance: oneOf(CHOICES.stance, search.stance) ?? ANY,
    dimension: (search.dimension ?? "").slice(0, 300),
    outcome: oneOf(CHOICES.outcome, search.outcome) ?? ANY,
    show: oneOf(SHOWS, search.show) ?? "all",
    text: (search.text ?? "").slice(0, 200),
    at: Number.isSafeInteger(at) && at > 0 ? at : undefined,
    open: search.open === "yes",
  };
}

/** The address of a view: only what differs from all trials. */
export function toSearch(view: TrialView): TrialSearch {
  const flat = {
    ...view,
    at: view.at === undefined ? "" : String(view.at),
    open: view.open ? "yes" : "",
  };
  const plain = { ...ALL_TRIALS, at: "", open: "" };
  return Object.fromEntries(
    KEYS.filter((key) => flat[key] !== plain[key]).map((key) => [key, flat[key]]),
  );
}

/** What is asked of the server for it. */
export function toFilter(view: TrialView): TrialFilter {
  return {
    ...(view.category === ANY ? {} : { category: view.category }),
    ...(view.stance === ANY ? {} : { stance: view.stance }),
    ...(view.dimension === "" ? {} : { dimension: view.dimension }),
    ...(view.outcome === ANY ? {} : { outcome: view.outcome }),
    ...(view.show === "all" ? {} : { [view.show]: "true" as const }),
    ...(view.text === "" ? {} : { text: view.text }),
  };
}

export const isFiltered = (view: TrialView): boolean =>
  Object.keys(toFilter({ ...view, dimension: "" })).length > 0;

const oneOf = <const T extends string>(allowed: readonly T[], given: string | undefined) =>
  allowed.find((value) => value === given);
