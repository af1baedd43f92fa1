import { z } from "zod";
import type { Outcome } from "../../rule/outcome.ts";
import type { ForeignOpinion } from "../foreignRun.ts";
import { entriesOf, type Losses, lose } from "../foreignText.ts";

const Score = z.looseObject({
  value: z.unknown(),
  explanation: z.string().nullish(),
});

/** Inspect's letters, and the words and figures that it counts as 1 and 0. */
const WORDS: Readonly<Record<string, Outcome>> = {
  c: "yes",
  "1": "yes",
  "1.0": "yes",
  yes: "yes",
  true: "yes",
  i: "no",
  n: "no",
  "0": "no",
  "0.0": "no",
  no: "no",
  false: "no",
};

/** Yes is correct (C, 1, true). A share between 0 and 1, P and any other grade is no answer; a score that was not given is none either. */
export function toOutcome(value: unknown): Outcome {
  if (value === null || value === undefined) return "unscored";
  if (typeof value === "object") return "inconclusive";
  const word = String(value).trim().toLowerCase();
  return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? "inconclusive") : "inconclusive";
}

/** A scorer's opinions: one, or one for each of the values that it gave by name or in a list. */
export function toOpinions(name: string, score: unknown, losses: Losses): ForeignOpinion[] {
  const read = Score.safeParse(score);
  // A bare value was a score in the first logs.
  const { value, explanation } = read.success ? read.data : { value: score, explanation: null };
  const several = Array.isArray(value)
    ? value.map((own: unknown, at) => [String(at), own] as const)
    : entriesOf(value);
  const values =
    several === null
      ? [[name, value] as const]
      : several.map(([key, own]) => [`${name}/${key}`, own] as const);
  if (values.length === 0) lose(losses, `Scores of ${name} that hold nothing`);
  return values.map(([dimension, own]) => {
    const outcome = toOutcome(own);
    if (outcome === "inconclusive" || outcome === "unscored")
      lose(losses, `Scores of ${dimension} that are neither yes nor no`);
    const scored = outcome === "unscored" ? "No score was given" : `Scored ${JSON.stringify(own)}`;
    return {
      dimension,
      category: null,
      judge: name,
      kind: /model_graded|judge|llm/i.test(name) ? "model" : "rule",
      outcome,
      reason: explanation ? `${scored}: ${explanation}` : `${scored}.`,
    };
  });
}
