import type { TrialLine } from "#contract/evaluation/trial.ts";

const ENDS: Readonly<Record<TrialLine["end"], string>> = {
  completed: "completed",
  turn_limit: "turn limit reached",
  target_error: "target failed",
  tester_error: "tester failed",
  ceiling: "ceiling reached",
  cancelled: "cancelled",
};

/** How a trial ended. */
export const endSays = (end: TrialLine["end"]): string => ENDS[end];

/** `0231`: numbers of a run line up in a list. */
export const trialName = (number: number): string => String(number).padStart(4, "0");

/** Whether there is anything to judge. */
export const hasConversation = ({ end }: Pick<TrialLine, "end">): boolean =>
  end === "completed" || end === "turn_limit";
