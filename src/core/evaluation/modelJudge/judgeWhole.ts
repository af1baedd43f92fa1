import type { ChatReply, ChatRequest } from "../../models/chat.ts";
import type { ModelRefusal } from "../../models/endpoint.ts";
import type { Result } from "../../result.ts";
import { type Identity, toIdentity } from "../identity.ts";
import { type Asking, done } from "../run/asking.ts";
import type { Judging } from "../run/modelJudge.ts";
import { samplingOf } from "../target/modelChoice.ts";
import { mayJudge } from "../trial.ts";
import { toAnswerSchema } from "./answerSchema.ts";
import { toKey } from "./boundary.ts";
import { type Chunk, toChunks } from "./chunk.ts";
import type { JudgeCall, ModelJudgement } from "./judgement.ts";
import type { ModelJudgeConfig } from "./modelJudgeConfig.ts";
import { type Question, toQuestions } from "./question.ts";
import { type ReadAnswer, readAnswer, type Statement } from "./readAnswer.ts";
import { toShownMessages } from "./shownMessage.ts";
import { toOpinions } from "./toOpinions.ts";
import { type PartOf, toRepairWords, toWords } from "./words.ts";

/** A judge, and what its opinions are signed with. */
export type SignedJudge = { readonly config: ModelJudgeConfig; readonly id: Identity };

/** One part of a transcript, judged once: asked again, while there are attempts, about what could not be read or was left out. */
type Slot = {
  readonly sample: number;
  readonly part: PartOf;
  readonly chunk: Chunk;
  readonly key: string;
  readonly calls: readonly JudgeCall[];
  readonly statements: readonly Statement[];
  /** Why the model could not be asked; null where it could. */
  readonly refusal: ModelRefusal | null;
};

/** Every part of the transcript, n times; all questions of one round are asked side by side. */
export function judgeWhole(judge: SignedJudge, judging: Judging): Asking<ModelJudgement> {
  const { config, id } = judge;
  const { trial, taxonomy } = judging;
  const questions = toQuestions(config.dimensions, taxonomy);
  const messages = toShownMessages(trial);
  const all = toChunks(messages, {
    tokens: config.transcript_tokens,
    overlap: config.overlap_tokens,
  });
  const chunks = mayJudge(trial) ? all.slice(0, config.most_parts) : [];
  const unjudged = all.length - chunks.length;
  const slots = Array.from({ length: config.n }, (_, sample) =>
    chunks.map((chunk, i) => toSlot(id, sample, chunk, { part: i + 1, of: all.length })),
  ).flat();
  const toJudgement = (finished: readonly Slot[]): ModelJudgement => ({
    judge: id,
    trial: trial.id,
    parts: all.length,
    unjudged,
    calls: finished.flatMap(({ calls }) => calls),
    opinions: toOpinions(
      { judge: id, questions, trial, messages, unjudged, samples: config.n },
      finished,
    ),
  });
  const round = (slots: readonly Slot[]): Asking<ModelJudgement> => {
    const open = slots.filter((slot) => isOpen(slot, questions, config));
    if (open.length === 0) return done(toJudgement(slots));
    return {
      kind: "ask",
      questions: open.map((slot) => ({
        model: config.model,
        request: toRequest(slot, questions, judging, config),
      })),
      resume: (answers) => {
        const taken = new Map(open.map((slot, i) => [slot, answers[i]]));
        return round(
          slots.map((slot) => {
            const answer = taken.get(slot);
            return answer === undefined ? slot : takeAnswer(slot, answer, questions);
          }),
        );
      },
    };
  };
  return round(slots);
}

const toSlot = (id: Identity, sample: number, chunk: Chunk, part: PartOf): Slot => ({
  sample,
  part,
  chunk,
  key: toKey(toIdentity("judge-request", { id, sample, part: part.part }), chunk),
  calls: [],
  statements: [],
  refusal: null,
});

const unanswered = ({ statements }: Slot, questions: readonly Question[]): Question[] =>
  questions.filter(({ id }) => !statements.some(({ question }) => question === id));

const isOpen = (slot: Slot, questions: readonly Question[], { attempts }: ModelJudgeConfig) =>
  slot.refusal === null && slot.calls.length < attempts && unanswered(slot, questions).length > 0;

/** Asked again, only what is still open is taken: what was said once is not said better the second time. */
function toRequest(
  slot: Slot,
  questions: readonly Question[],
  { taxonomy }: Judging,
  { model }: ModelJudgeConfig,
): ChatRequest {
  const { system, user } = toWords(taxonomy.behaviour, questions, slot.chunk, slot.key, slot.part);
  const sampling = samplingOf(model);
  const last = slot.calls.at(-1);
  const left = unanswered(slot, questions).map(({ id }) => id);
  const faults = [...(last?.faults ?? []), `Not answered: ${left.join(", ")}.`];
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
      ...(last?.reply == null
        ? []
        : ([
            { role: "assistant", content: last.reply.content, toolCalls: [] },
            { role: "user", content: toRepairWords(slot.key, faults) },
          ] as const)),
    ],
    tools: [],
    sampling: {
      ...sampling,
      seed: sampling.seed === null ? null : sampling.seed + slot.sample,
    },
    answerSchema: toAnswerSchema(questions, slot.key),
  };
}

function takeAnswer(
  slot: Slot,
  answer: Result<ChatReply, ModelRefusal>,
  questions: readonly Question[],
): Slot {
  const call = { sample: slot.sample, part: slot.part.part - 1, attempt: slot.calls.length };
  if (!answer.ok) {
    const faults = [answer.refusal.detail];
    const calls = [...slot.calls, { ...call, key: slot.key, reply: null, faults }];
    return { ...slot, calls, refusal: answer.refusal };
  }
  const { content, finish } = answer.value;
  const read: ReadAnswer = readAnswer(content, finish, questions, slot.key);
  const open = new Set(unanswered(slot, questions).map(({ id }) => id));
  const taken = read.statements.filter(({ question }) => open.has(question));
  return {
    ...slot,
    calls: [...slot.calls, { ...call, key: slot.key, reply: answer.value, faults: read.faults }],
    statements: [...slot.statements, ...taken],
  };
}
