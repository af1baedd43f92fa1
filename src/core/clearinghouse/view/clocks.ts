import { fixedOn, isEmbargoed } from "../caseFacts.ts";
import type { CaseState } from "../caseState.ts";
import { addDays, type Day, dayOf } from "../day.ts";
import type { DecisionBrief } from "../priority/caseDecision.ts";
import { SILENCE_DAYS } from "../silence.ts";
import { embargoView } from "./embargoView.ts";

export type ClockView = {
  readonly name: string;
  readonly state: "running" | "planned" | "conditional" | "stopped" | "past";
  readonly from: Day | null;
  readonly until: Day | null;
  readonly graceUntil: Day | null;
  readonly note: string;
};

const stopped = (name: string, note: string): ClockView => ({
  name,
  state: "stopped",
  from: null,
  until: null,
  graceUntil: null,
  note,
});

function embargoClock(state: CaseState, now: string): ClockView {
  const embargo = embargoView(state, now);
  if (embargo.endsAt === null) return stopped("Embargo", embargo.why);
  const isLonger = embargo.latest !== null && embargo.latest > embargo.endsAt;
  return {
    name: "Embargo",
    state: embargo.over ? "past" : embargo.state === "proposed" ? "planned" : "running",
    from: embargo.startedAt,
    until: embargo.endsAt,
    graceUntil: isLonger ? embargo.latest : null,
    note: embargo.why,
  };
}

function priorityClock(state: CaseState, decision: DecisionBrief, now: string): ClockView {
  if (decision.dueAt === null) return stopped("Priority", "the decision names no day");
  return {
    name: "Priority",
    state: decision.dueAt < dayOf(now) ? "past" : "running",
    from: dayOf(state.openedAt),
    until: decision.dueAt,
    graceUntil: null,
    note: `act, ${decision.table}`,
  };
}

function answerClock(state: CaseState, now: string): ClockView {
  const name = "Owner’s answer";
  const sent = state.contacts.findLast(({ direction }) => direction === "out");
  if (sent === undefined) return stopped(name, "not running: the owner has not been told");
  const answered = state.contacts.findLast(
    ({ direction, at }) => direction === "in" && at > sent.at,
  );
  const spoke = state.verdicts.findLast(({ at }) => at > sent.at);
  if (answered || spoke) return stopped(name, "answered");
  const until = addDays(dayOf(sent.at), SILENCE_DAYS);
  return {
    name,
    state: until <= dayOf(now) ? "past" : "conditional",
    from: dayOf(sent.at),
    until,
    graceUntil: null,
    note: "escalates to a person if it stays unanswered",
  };
}

function publicationClock(state: CaseState, now: string): ClockView {
  const name = "Publication";
  if (state.advisory) {
    const day = dayOf(state.advisory.at);
    return { name, state: "past", from: null, until: day, graceUntil: null, note: "published" };
  }
  const until = embargoView(state, now).endsAt;
  if (until === null || !isEmbargoed(state, now))
    return stopped(name, "by a person, when it is ready");
  const fix = fixedOn(state);
  const note = fix === null ? "by a person, never by itself" : `by a person; fixed on ${fix}`;
  return { name, state: "planned", from: null, until, graceUntil: null, note };
}

/** Dates first. A clock that does not run says so in words. */
export const clocksOf = (
  state: CaseState,
  decision: DecisionBrief,
  now: string,
): readonly ClockView[] => [
  embargoClock(state, now),
  priorityClock(state, decision, now),
  answerClock(state, now),
  publicationClock(state, now),
];
