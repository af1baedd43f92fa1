import type { ReviewContext } from "./act.ts";
import type { Clock } from "./clock.ts";
import { endFacts } from "./decideEnding.ts";
import { labelState } from "./protectionLabel.ts";
import type { ReviewFact } from "./reviewEvent.ts";
import type { ReviewState } from "./reviewState.ts";
import { dayAt } from "./today.ts";

type LapseContext = Omit<ReviewContext, "by">;

/** An end that the clock tells and no event records; all others are recorded by the act that makes them. */
const isUnrecorded = ({ state, clock }: { readonly state: ReviewState; readonly clock: Clock }) =>
  clock.state === "ended" && state.ended === null;

const lapsedLabels = ({ state, now }: LapseContext): readonly ReviewFact[] =>
  state.labels
    .filter(({ lapsedAt }) => lapsedAt === null)
    .filter(({ label }) => labelState(label, dayAt(state, now)) === "lapsed")
    .map(({ id }) => ({ type: "label-lapsed", labelId: id }));

const overdueDestructions = ({ state, now }: LapseContext): readonly ReviewFact[] =>
  state.destructions
    .filter(({ stated, overdueAt }) => stated === null && overdueAt === null)
    .filter(({ due }) => dayAt(state, now) > due)
    .map(({ id }) => ({ type: "destruction-overdue", destructionId: id }));

const overdueIncidents = ({ state, now }: LapseContext): readonly ReviewFact[] =>
  state.incidents
    .filter(({ ended, overdueAt }) => ended === null && overdueAt === null)
    .filter(({ dueAt }) => Date.parse(dueAt) < Date.parse(now))
    .map(({ id }) => ({ type: "incident-overdue", incidentId: id }));

/**
 * What time alone has brought about and nobody has recorded yet: the end of the window with what follows from it, labels
 * that lapsed, destruction certificates and incidents that are overdue. Of the system; a second time it is nothing.
 */
export const decideLapse = (context: LapseContext): readonly ReviewFact[] => [
  ...(isUnrecorded(context) ? endFacts(context, { type: "expired" }) : []),
  ...lapsedLabels(context),
  ...overdueDestructions(context),
  ...overdueIncidents(context),
];
