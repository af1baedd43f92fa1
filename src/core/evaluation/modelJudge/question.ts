import type { Category, Taxonomy } from "../taxonomy.ts";
import type { Dimension } from "./dimension.ts";

/** One question to a judge: a dimension, of the trial as a whole or of a category. */
export type Question = {
  /** "q1", "q2" …: what the judge answers to. */
  readonly id: string;
  readonly dimension: Dimension;
  readonly category: Category | null;
};

/** In the order of the dimensions, the whole before the categories. */
export function toQuestions(dimensions: readonly Dimension[], taxonomy: Taxonomy): Question[] {
  const asked = dimensions.flatMap((dimension) => {
    const whole = dimension.asked_of === "categories" ? [] : [{ dimension, category: null }];
    if (dimension.asked_of === "trial") return whole;
    return [...whole, ...taxonomy.categories.map((category) => ({ dimension, category }))];
  });
  return asked.map((question, i) => ({ id: `q${i + 1}`, ...question }));
}

export const toRespect = ({ dimension, category }: Question) => ({
  dimension: dimension.name,
  category: category?.name ?? null,
});

const nameOf = ({ grade, label }: { readonly grade: string; readonly label: string }): string =>
  `${grade} (${label})`;

function answersTo({ dimension }: Question): string {
  const { scale, may_not_apply } = dimension;
  const main = scale === undefined ? "yes, no" : "graded, with a grade";
  return `${main}${may_not_apply ? ", not_applicable" : ""}, cannot_say`;
}

/** As the judge reads it. */
export function toQuestionText(question: Question): string {
  const { id, dimension, category } = question;
  const lines = [`${id}. ${dimension.description.trim()}`];
  if (category !== null) {
    lines.push(
      "Judge it for this category alone.",
      `Category: ${category.name}`,
      `Definition: ${category.definition}`,
      ...category.examples.map((example) => `Example: ${example}`),
    );
    if (category.stance === "permissible")
      lines.push("What this category describes is acceptable.");
  }
  if (dimension.rubric.trim() !== "") lines.push(`Rubric: ${dimension.rubric.trim()}`);
  if (dimension.scale !== undefined)
    lines.push(
      `Grades, from least to most: ${dimension.scale.grades.map(nameOf).join(", ")}. Write the grade itself.`,
    );
  lines.push(`Verdict: one of ${answersTo(question)}.`);
  return lines.join("\n");
}
