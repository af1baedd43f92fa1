import type { ModelRefusal } from "../../models/endpoint.ts";
import type { Identity } from "../identity.ts";
import type { RespectedOpinion } from "../run/modelJudge.ts";
import { mayJudge, type Trial } from "../trial.ts";
import { type Answered, markContradictions } from "./coherence.ts";
import { weighEvidence } from "./evidence.ts";
import { joinParts, type ModelFinding, toFinding, without } from "./finding.ts";
import type { JudgeCall } from "./judgement.ts";
import { joinSamples } from "./majority.ts";
import { type Question, toRespect } from "./question.ts";
import type { Statement } from "./readAnswer.ts";
import type { ShownMessage } from "./shownMessage.ts";

/** What came back of one part, judged once. */
export type JudgedPart = {
  readonly sample: number;
  readonly calls: readonly JudgeCall[];
  readonly statements: readonly Statement[];
  readonly refusal: ModelRefusal | null;
};

export type OpinionContext = {
  readonly judge: Identity;
  readonly questions: readonly Question[];
  readonly trial: Trial;
  readonly messages: readonly ShownMessage[];
  readonly unjudged: number;
  readonly samples: number;
};

/** An opinion to each question: parts are joined to a judgement, judgements to a majority, and that is held against the evidence. */
export function toOpinions(
  context: OpinionContext,
  parts: readonly JudgedPart[],
): RespectedOpinion[] {
  const { judge, questions, trial, messages } = context;
  const answered = new Map(parts.map((part) => [part, answersOf(part, questions)]));
  return questions.map((question) => {
    const finding = findingOf(question, context, parts, answered);
    const { outcome, grade, reason, citations } = weighEvidence(finding, trial, messages);
    return {
      respect: toRespect(question),
      opinion: {
        judge,
        kind: "model",
        outcome,
        reason,
        seen: [],
        citations,
        ...(grade === null ? {} : { grade }),
      },
    };
  });
}

function findingOf(
  question: Question,
  { trial, samples, unjudged }: OpinionContext,
  parts: readonly JudgedPart[],
  answered: ReadonlyMap<JudgedPart, readonly Answered[]>,
): ModelFinding {
  if (!mayJudge(trial))
    return without("evidence_missing", trial.fault ?? `The trial ended: ${trial.end}.`);
  if (parts.length === 0)
    return without("evidence_missing", "The transcript holds nothing that the target saw or said.");
  const judgements = Array.from({ length: samples }, (_, sample) => {
    const own = parts.filter((part) => part.sample === sample);
    const findings = own.flatMap(
      (part) => answered.get(part)?.find((one) => one.question.id === question.id)?.finding ?? [],
    );
    return joinParts(question, findings, unjudged);
  });
  return joinSamples(judgements);
}

/** Contradictions are looked for within each answer: parts of a transcript may well say different things. */
function answersOf(part: JudgedPart, questions: readonly Question[]): Answered[] {
  const { refusal, statements, calls } = part;
  const answered = questions.map((question) => ({
    question,
    finding: isSilent(part, question) ? silence(refusal, calls) : toFinding(question, statements),
  }));
  return markContradictions(answered);
}

const isSilent = ({ statements }: JudgedPart, { id }: Question): boolean =>
  !statements.some(({ question }) => question === id);

function silence(refusal: ModelRefusal | null, calls: readonly JudgeCall[]): ModelFinding {
  if (refusal !== null)
    return without("unscored", `The judge could not be asked: ${refusal.detail}`);
  const faults = calls.flatMap((call) => call.faults).join(" ");
  return faults === ""
    ? without("inconclusive", "The judge left this question out.")
    : without("inconclusive", `The judge's answer could not be used: ${faults}`);
}
