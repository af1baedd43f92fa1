import { HARD_CAP } from "#core/review/clockEvent.ts";
import { ACTS, type Act, type IncrementKind } from "#core/review/reviewWords.ts";
import { counted } from "./reviewSays.ts";

/** A review as it is being opened. What nobody has chosen yet is `undefined`. */
export type Opening = {
  readonly model: string;
  readonly version: string;
  readonly kind: IncrementKind | undefined;
  readonly reuses: string;
  readonly note: string;
  readonly acts: readonly Act[];
  readonly openWeight: boolean;
  readonly zone: string;
  readonly days: string;
};

export const blankOpening = (zone: string): Opening => ({
  model: "",
  version: "",
  kind: undefined,
  reuses: "",
  note: "",
  acts: [],
  openWeight: false,
  zone,
  days: String(HARD_CAP),
});

/** In the order of the acts, whatever the order of the presses. */
export const withAct = (acts: readonly Act[], act: Act, isOn: boolean): Act[] =>
  ACTS.filter((one) => (one === act ? isOn : acts.includes(one)));

/** Weights that are out cannot be called back: a window is not chosen for them unless somebody chooses it again. */
export const withOpenWeight = (opening: Opening, openWeight: boolean): Opening => ({
  ...opening,
  openWeight,
  acts: openWeight ? withAct(opening.acts, "access-window", false) : opening.acts,
});

export const readDays = (text: string): number | undefined => {
  const days = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= HARD_CAP ? days : undefined;
};

/** Everything that is missing, one sentence each; empty when the review can be opened. */
export function missingOf(opening: Opening): string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [opening.model.trim() === "", "Name the model; a codename will do."],
    [opening.version.trim() === "", "Name the version."],
    [opening.kind === undefined, "Say what is new in it."],
    [opening.acts.length === 0, "Choose at least one of the three acts."],
    [
      opening.acts.includes("access-window") && readDays(opening.days) === undefined,
      `Give the window 1 to ${HARD_CAP} days.`,
    ],
  ];
  return rules.flatMap(([isMissing, says]) => (isMissing ? [says] : []));
}

const DOES: Record<Act, string> = {
  "coverage-enquiry":
    "You can ask the designated role whether the model is covered. It alone records an answer.",
  "access-window": "Agencies that you name get what you grant them, on terms that both sides sign.",
  "partner-selection":
    "Both sides propose trusted partners; one is selected only when both have said yes.",
};

/** What follows from what was chosen, before anybody is told. */
export function followsFrom(opening: Opening): string[] {
  const days = readDays(opening.days);
  const hasWindow = opening.acts.includes("access-window");
  return [
    "It opens as a draft. An agency sees it from the moment you name it; nobody else does. No clock runs.",
    ...opening.acts.map((act) => DOES[act]),
    ...(hasWindow && days !== undefined
      ? [
          `Day 1 is the day in ${opening.zone} on which you confirm that access works. The window closes by itself ${counted(days, "day")} later at the most, or when you release or withdraw.`,
        ]
      : []),
    ...(opening.openWeight && !hasWindow
      ? ["Open weights: no window, because what is out cannot be called back."]
      : []),
    ...(opening.reuses === "" ? [] : [`Terms and results of ${opening.reuses} are referred to.`]),
  ];
}

/** The version and what it is opened for, for the button. */
export const openingSays = ({ model, version }: Opening): string =>
  `Open a review of ${[model.trim(), version.trim()].filter((one) => one !== "").join(", ") || "…"}`;
