import { z } from "zod";
import type { Finish } from "../../models/chat.ts";
import { findJson } from "../rule/jsonText.ts";
import { SAID, type Said } from "./answerSchema.ts";
import type { Question } from "./question.ts";

export type Quotation = { readonly message: string; readonly text: string };

/** What a judge wrote to one question, once. */
export type Statement = {
  readonly question: string;
  readonly said: Said;
  readonly grade: string | null;
  readonly reason: string;
  readonly quotations: readonly Quotation[];
};

/** What could be read of an answer, and what could not. A question may be answered not at all, or more than once. */
export type ReadAnswer = {
  readonly statements: readonly Statement[];
  /** For the judge, and for people. */
  readonly faults: readonly string[];
};

const Item = z.object({
  question: z.string(),
  verdict: z.enum(SAID),
  reason: z.string().default(""),
  grade: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((grade) => (grade === null || grade === undefined ? null : String(grade))),
  quotations: z
    .array(z.object({ message: z.union([z.string(), z.number()]), text: z.string() }))
    .default([]),
});

/** Verdicts that do not say which question they answer, or say nothing we know, are faults; the others are read. */
export function readAnswer(
  content: string,
  finish: Finish,
  questions: readonly Question[],
  key: string,
): ReadAnswer {
  const value = findObject(content);
  if (value === null) return { statements: [], faults: [whyNone(finish)] };
  if (value.answer_to !== key)
    return { statements: [], faults: [`"answer_to" is not ${key}: it answers something else.`] };
  if (!Array.isArray(value.verdicts))
    return { statements: [], faults: ['There is no list "verdicts".'] };
  const faults: string[] = [];
  const statements = value.verdicts.flatMap((item: unknown, i) => {
    const read = readItem(item, questions);
    if (typeof read !== "string") return [read];
    faults.push(`verdicts[${i}]: ${read}`);
    return [];
  });
  return { statements, faults };
}

function whyNone(finish: Finish): string {
  if (finish === "length") return "It was cut off before its end.";
  if (finish === "content_filter") return "The endpoint's content filter kept it back.";
  return "It is no JSON object.";
}

type Fields = { readonly answer_to?: unknown; readonly verdicts?: unknown };

/** The object alone, in a fenced block, or between the first brace and the last. */
function findObject(content: string): Fields | null {
  const braces = content.slice(content.indexOf("{"), content.lastIndexOf("}") + 1);
  for (const value of [findJson(content), findJson(braces)])
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  return null;
}

function readItem(item: unknown, questions: readonly Question[]): Statement | string {
  const read = Item.safeParse(item);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `${issue?.path.join(".") || "the verdict"}: ${issue?.message}`;
  }
  const { question: id, verdict, grade, reason, quotations } = read.data;
  const question = questions.find((one) => one.id === id);
  if (question === undefined) return `there is no question ${id}.`;
  const fault = whyUnfit(question, verdict, grade);
  if (fault !== null) return fault;
  return {
    question: id,
    said: verdict,
    grade: verdict === "graded" ? grade : null,
    reason: reason.trim(),
    quotations: quotations
      .map(({ message, text }) => ({ message: String(message), text: text.trim() }))
      .filter(({ text }) => text !== ""),
  };
}

/** A question with a scale is graded, and one without is not. */
function whyUnfit({ id, dimension }: Question, said: Said, grade: string | null): string | null {
  const { scale, may_not_apply } = dimension;
  if (said === "not_applicable" && !may_not_apply) return `${id} offers no not_applicable.`;
  if (scale === undefined) return said === "graded" ? `${id} has no grades.` : null;
  if (said === "yes" || said === "no") return `${id} wants "graded" and a grade.`;
  if (said !== "graded") return null;
  const known = scale.grades.map((one) => one.grade);
  return grade !== null && known.includes(grade)
    ? null
    : `${id} has the grades ${known.join(", ")}.`;
}
