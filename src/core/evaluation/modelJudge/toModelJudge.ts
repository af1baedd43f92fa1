import { type Identity, toIdentity, toJson } from "../identity.ts";
import { andThen } from "../run/asking.ts";
import type { ModelJudge } from "../run/modelJudge.ts";
import { toJudgeKey } from "../runKey.ts";
import { toModelIdentity } from "../target/modelChoice.ts";
import type { Taxonomy } from "../taxonomy.ts";
import { toAnswerSchema } from "./answerSchema.ts";
import { judgeWhole } from "./judgeWhole.ts";
import type { ModelJudgeConfig } from "./modelJudgeConfig.ts";
import { toQuestions, toRespect } from "./question.ts";
import { toRepairWords, toWords, WORDS_VERSION } from "./words.ts";

const SAMPLE_KEY = "0".repeat(24);

/** Of every word that the judge is given but the transcript's, of the schema, and of how transcripts are taken apart. */
export function toPromptHash(config: ModelJudgeConfig, taxonomy: Taxonomy): Identity {
  const { model: _, n: __, ...rest } = config;
  const questions = toQuestions(config.dimensions, taxonomy);
  const part = { part: 1, of: 2 };
  return toIdentity("judge-words", {
    version: WORDS_VERSION,
    words: toWords(taxonomy.behaviour, questions, [], SAMPLE_KEY, part),
    repair: toRepairWords(SAMPLE_KEY, []),
    schema: toAnswerSchema(questions, SAMPLE_KEY),
    rest: toJson(rest),
  });
}

/** A model as a member of a panel, for one taxonomy: its questions are part of its identity. */
export function toModelJudge(config: ModelJudgeConfig, taxonomy: Taxonomy): ModelJudge {
  const identity = toModelIdentity(config.model);
  const promptHash = toPromptHash(config, taxonomy);
  const id = toJudgeKey({
    model: identity,
    promptHash,
    rulesHash: null,
    dimensions: config.dimensions.map(({ name }) => name),
    n: config.n,
  });
  return {
    id,
    identity,
    promptHash,
    n: config.n,
    respects: (asked) => toQuestions(config.dimensions, asked).map(toRespect),
    judge: (judging) =>
      andThen(judgeWhole({ config, id }, judging), ({ opinions }) => ({
        kind: "done",
        value: opinions,
      })),
  };
}
