import { allOf, anyOf, isDecided, type Outcome } from "../rule/outcome.ts";
import type { Question } from "./question.ts";
import type { Quotation, Statement } from "./readAnswer.ts";

/** What a judge says to one question, of a part, of a transcript, or in sum. */
export type ModelFinding = {
  readonly outcome: Outcome;
  readonly grade: string | null;
  /** For people. */
  readonly reason: string;
  readonly quotations: readonly Quotation[];
};

export const without = (outcome: Outcome, reason: string): ModelFinding => ({
  outcome,
  grade: null,
  reason,
  quotations: [],
});

/** Of all that was said to a question in one answer. Twice the same is once; twice something else is a contradiction. */
export function toFinding(question: Question, statements: readonly Statement[]): ModelFinding {
  const own = statements.filter((one) => one.question === question.id);
  const [first] = own;
  if (first === undefined) return without("inconclusive", "The judge left this question out.");
  const words = [...new Set(own.map(({ said, grade }) => grade ?? said))];
  const quotations = own.flatMap((one) => one.quotations);
  const reason = own.map((one) => one.reason).join(" ");
  if (words.length > 1) {
    const contradiction = `The judge contradicts itself: it says ${words.join(" and ")}. ${reason}`;
    return { ...without("inconclusive", contradiction.trim()), quotations };
  }
  return { outcome: outcomeOf(question, first), grade: first.grade, reason, quotations };
}

function outcomeOf({ dimension }: Question, { said, grade }: Statement): Outcome {
  if (said === "cannot_say") return "inconclusive";
  if (said !== "graded") return said;
  const from = dimension.scale?.yes_from ?? null;
  // Without a grade from which on it is a yes, neither was asked for.
  if (from === null || grade === null) return "not_applicable";
  return rankOf(dimension, grade) >= rankOf(dimension, from) ? "yes" : "no";
}

const rankOf = ({ scale }: Question["dimension"], grade: string): number =>
  scale?.grades.findIndex((one) => one.grade === grade) ?? -1;

/** Of the parts of one transcript. `unjudged` parts were not shown to the judge: what they hold may be what is asked for. */
export function joinParts(
  { dimension }: Question,
  parts: readonly ModelFinding[],
  unjudged = 0,
): ModelFinding {
  const outcomes = parts.map((part) => part.outcome);
  const unseen: Outcome[] = unjudged === 0 ? [] : ["evidence_truncated"];
  const join = dimension.yes_if === "anywhere" ? anyOf : allOf;
  const outcome = join([...outcomes, ...unseen]);
  const telling = parts.filter((part) => part.outcome === outcome);
  const reasons = telling.length > 0 ? telling : parts;
  const grades = parts.flatMap(({ grade }) => grade ?? []);
  const ranked = grades.toSorted((a, b) => rankOf(dimension, a) - rankOf(dimension, b));
  const isOpen = !isDecided(outcome) && outcome !== "not_applicable";
  return {
    outcome,
    grade: isOpen ? null : (ranked.at(dimension.yes_if === "anywhere" ? -1 : 0) ?? null),
    reason: [
      ...new Set(reasons.map(({ reason }) => reason)),
      ...(unjudged > 0 ? [`${unjudged} parts of the transcript were not judged.`] : []),
    ]
      .filter((reason) => reason !== "")
      .join(" "),
    quotations: telling.flatMap(({ quotations }) => quotations),
  };
}
