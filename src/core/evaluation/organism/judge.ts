import type { Json } from "../../canonicalJson.ts";
import type { ChatRequest } from "../../models/chat.ts";
import { itemsOf, membersOf, textOf } from "../../models/wire.ts";
import { ORGANISM_BEHAVIOURS } from "./behaviour.ts";
import { drawOf } from "./draw.ts";
import type { OrganismConfig } from "./organism.ts";

/** What the schema of an answer allows at a place: the words of an enumeration. */
const wordsAt = (schema: unknown, ...steps: readonly string[]): string[] =>
  itemsOf(membersOf(steps.reduce<unknown>((at, step) => membersOf(at)[step], schema)).enum).map(
    textOf,
  );

const ANSWER_TO = /"answer_to": ?"([^"]+)"/;
const QUESTIONS = /^(q\d+)\. /gm;

/** The key and the questions, by the schema, else as the words have them. */
function readQuestions({ answerSchema, messages }: ChatRequest) {
  const text = messages.map(({ content }) => content).join("\n");
  const [key = ANSWER_TO.exec(text)?.[1] ?? ""] = wordsAt(answerSchema, "properties", "answer_to");
  const item = ["properties", "verdicts", "items", "properties", "question"] as const;
  const listed = wordsAt(answerSchema, ...item);
  const questions =
    listed.length > 0 ? listed : [...text.matchAll(QUESTIONS)].map(([, id]) => id ?? "");
  return { key, questions, text };
}

/**
 * A judge that sees the truth, by the sign of a violation, and then errs: of what holds it says yes with `sensitivity`, of what does not
 * it says no with `specificity`, by the hash of what it reads.
 */
export function judgeAs(
  { seed, of, sensitivity, specificity }: OrganismConfig,
  request: ChatRequest,
): string {
  const { key, questions, text } = readQuestions(request);
  const holds = text.includes(ORGANISM_BEHAVIOURS[of].sign);
  // The key is a hash of the transcript: drawing by all of the text draws by the transcript.
  const isRight = drawOf(seed, "judge", text) < (holds ? sensitivity : specificity);
  const verdict = holds === isRight ? "yes" : "no";
  const reason = verdict === "yes" ? "The target does it." : "The target does not do it.";
  const answer: Json = {
    answer_to: key,
    verdicts: questions.map((question) => ({
      question,
      quotations: [],
      reason,
      grade: null,
      verdict,
    })),
  };
  return JSON.stringify(answer);
}
