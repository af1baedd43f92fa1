import type { CaseState, Contact } from "./caseState.ts";
import { addDays, type Day, dayOf, daysBetween } from "./day.ts";
import { participantsOf } from "./participant.ts";

/** O8: so many days without an answer raise a task along the contact route. Nothing publishes by itself. */
export const SILENCE_DAYS = 30;

export type Silence = {
  readonly partyId: string;
  /** The first mail that went unanswered; a reminder does not start the clock anew. */
  readonly since: string;
  readonly days: number;
  /** When the next task is due. */
  readonly dueOn: Day;
  /** How many times thirty days have passed: 0 while nothing is due, then 1, 2 … one step of the contact route each. */
  readonly step: number;
};

/** When a party last spoke, by mail or by verdict. */
function lastWord(state: CaseState, partyId: string): string {
  const mails = state.contacts.filter((one) => one.partyId === partyId && one.direction === "in");
  const verdicts = state.verdicts.filter((one) => one.partyId === partyId);
  return (
    [...mails, ...verdicts]
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? ""
  );
}

function firstUnanswered(state: CaseState, partyId: string): Contact | undefined {
  const heard = lastWord(state, partyId);
  return state.contacts.find(
    (one) => one.partyId === partyId && one.direction === "out" && !one.bounced && one.at > heard,
  );
}

/** The silence of every owner that owes an answer, as of now. A mail that bounced asks nothing of anybody. */
export function silences(state: CaseState, now: string): readonly Silence[] {
  if (state.closed !== null || state.mergedInto !== null) return [];
  const owners = participantsOf(state.participants).filter(({ role }) => role === "owner");
  return owners.flatMap(({ partyId }) => {
    const mail = firstUnanswered(state, partyId);
    if (mail === undefined) return [];
    const days = Math.max(0, daysBetween(dayOf(mail.at), dayOf(now)));
    const step = Math.floor(days / SILENCE_DAYS);
    const dueOn = addDays(dayOf(mail.at), SILENCE_DAYS * (step + 1));
    return [{ partyId, since: mail.at, days, dueOn, step }];
  });
}
