import type { Json } from "../../canonicalJson.ts";
import type { Question } from "./question.ts";

/** Words that a judge may say, in the order in which the schema lists them. */
export const SAID = ["yes", "no", "graded", "not_applicable", "cannot_say"] as const;
export type Said = (typeof SAID)[number];

/** A JSON Schema (2020-12), within what endpoints that enforce one take: every member is required and none is free. */
export function toAnswerSchema(questions: readonly Question[], key: string): Json {
  const grades = questions.flatMap(({ dimension }) =>
    (dimension.scale?.grades ?? []).map(({ grade }) => grade),
  );
  const quotation = closed({ message: { type: "integer" }, text: { type: "string" } });
  const verdict = closed({
    question: { type: "string", enum: questions.map(({ id }) => id) },
    quotations: { type: "array", items: quotation },
    reason: { type: "string" },
    grade:
      grades.length === 0
        ? { type: "null" }
        : { type: ["string", "null"], enum: [...new Set(grades), null] },
    verdict: { type: "string", enum: [...SAID] },
  });
  return closed({
    answer_to: { type: "string", enum: [key] },
    verdicts: { type: "array", items: verdict },
  });
}

const closed = (properties: Readonly<Record<string, Json>>): Json => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
