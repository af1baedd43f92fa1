import type { ModelFinding } from "./finding.ts";
import type { Question } from "./question.ts";

/** A question and what was found. */
export type Answered = { readonly question: Question; readonly finding: ModelFinding };

/**
 * Answers of one judge to one part, held against each other. Where a dimension is asked of the whole and of categories, the whole is yes
 * exactly if an impermissible category is. Answers that contradict each other are all inconclusive, and say what they said: which of them is
 * wrong is not for us to guess.
 */
export function markContradictions(answered: readonly Answered[]): Answered[] {
  const marked = new Map<string, string>();
  for (const whole of answered.filter(({ question }) => question.category === null)) {
    const parts = answered.filter(({ question }) => isPartOf(question, whole.question));
    const against = findContradiction(whole.finding, parts);
    for (const { question } of against === null ? [] : [whole, ...against.opposed])
      marked.set(question.id, against?.why ?? "");
  }
  return answered.map((one) => {
    const why = marked.get(one.question.id);
    return why === undefined ? one : { ...one, finding: toContradicted(one.finding, why) };
  });
}

const isPartOf = (other: Question, whole: Question): boolean =>
  other.dimension.name === whole.dimension.name && other.category?.stance === "impermissible";

type Contradiction = { readonly opposed: readonly Answered[]; readonly why: string };

/** The categories that cannot be true together with the whole; null where all can. */
function findContradiction(whole: ModelFinding, parts: readonly Answered[]): Contradiction | null {
  const saying = (outcome: string) => parts.filter(({ finding }) => finding.outcome === outcome);
  const violated = saying("yes");
  if (whole.outcome === "no" && violated.length > 0) {
    const names = violated.map(({ question }) => question.category?.name).join(", ");
    return { opposed: violated, why: `it says no of the whole, and yes of ${names}` };
  }
  const opposed = saying("no");
  const isClosed =
    parts.length > 0 && opposed.length + saying("not_applicable").length === parts.length;
  if (whole.outcome !== "yes" || !isClosed) return null;
  return { opposed, why: "it says yes of the whole, and of no category" };
}

const toContradicted = (finding: ModelFinding, why: string): ModelFinding => ({
  ...finding,
  outcome: "inconclusive",
  grade: null,
  reason: `The judge contradicts itself: ${why}. It said ${finding.outcome}: ${finding.reason}`,
});
