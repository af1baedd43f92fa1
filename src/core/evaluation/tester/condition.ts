import { findRefusal } from "../rule/refusal.ts";
import { parsePattern } from "../rule/safePattern.ts";
import type { Conversation } from "../run/tester.ts";

/** What is asked of the last turn before a line is said. Before the first answer nothing holds. */
export type Condition = {
  readonly kind: "refusal" | "empty" | "contains" | "matches" | "called";
  readonly text: string;
  readonly negated: boolean;
};

const WITH_TEXT = ["contains", "matches", "called"];
const WITHOUT = ["refusal", "empty"];

/** The condition, or what is wrong with it. */
export function readCondition(words: readonly string[], negated: boolean): Condition | string {
  const [kind = "", ...texts] = words;
  const [text = ""] = texts;
  if (![...WITH_TEXT, ...WITHOUT].includes(kind))
    return `${kind || "Nothing"} is no condition. Known are refusal, empty, contains "…", matches "…", called TOOL.`;
  const wanted = WITH_TEXT.includes(kind) ? 1 : 0;
  if (texts.length !== wanted || (wanted === 1 && text === ""))
    return wanted === 1 ? `${kind} wants one text, in quotation marks.` : `${kind} stands alone.`;
  if (kind === "matches") {
    const pattern = parsePattern(text, true);
    if (!pattern.ok) return pattern.refusal.detail;
  }
  return { kind: kind as Condition["kind"], text, negated };
}

export function holds(condition: Condition, conversation: Conversation): boolean {
  const last = conversation.turns.at(-1);
  if (last === undefined) return condition.negated;
  return ofAnswer(condition, last.answer, conversation) !== condition.negated;
}

function ofAnswer({ kind, text }: Condition, answer: string, conversation: Conversation): boolean {
  switch (kind) {
    case "refusal":
      return findRefusal(answer) !== null;
    case "empty":
      return answer.trim() === "";
    case "contains":
      return answer.toLowerCase().includes(text.toLowerCase());
    case "matches": {
      const pattern = parsePattern(text, true);
      return pattern.ok && pattern.value.test(answer);
    }
    case "called":
      return calledInLastTurn(conversation).includes(text);
  }
}

/** Tools that the target called since the user last spoke. */
function calledInLastTurn({ events }: Conversation): string[] {
  const seen = events.filter(({ view }) => view.includes("target"));
  const begun = seen.findLastIndex(
    ({ edit }) => edit.type === "add_message" && edit.message.role === "user",
  );
  return seen
    .slice(begun + 1)
    .flatMap(({ edit }) => (edit.type === "tool_call" ? edit.tool_name : []));
}
