import type { ChatReply } from "../../models/chat.ts";
import type { Identity } from "../identity.ts";
import type { RespectedOpinion } from "../run/modelJudge.ts";

/** One question to a judge and its answer, as it came. */
export type JudgeCall = {
  /** Counted from 0. */
  readonly sample: number;
  readonly part: number;
  readonly attempt: number;
  readonly key: string;
  /** Null where the model was not reached; `faults` says why. */
  readonly reply: ChatReply | null;
  readonly faults: readonly string[];
};

/** Everything a model said of one trial: what the opinions were made of, nothing rewritten. */
export type ModelJudgement = {
  readonly judge: Identity;
  readonly trial: Identity;
  readonly parts: number;
  /** Parts beyond the most that are judged. */
  readonly unjudged: number;
  readonly calls: readonly JudgeCall[];
  readonly opinions: readonly RespectedOpinion[];
};

/** Tokens of all calls, as the endpoint says; null where it did not say of one of them. */
export type JudgeUse = {
  readonly calls: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
};

export function toJudgeUse(judgements: readonly Pick<ModelJudgement, "calls">[]): JudgeUse {
  const replies = judgements.flatMap(({ calls }) => calls.flatMap(({ reply }) => reply ?? []));
  const sum = (kind: "input" | "output"): number | null =>
    replies.reduce<number | null>((total, { usage }) => {
      const own = usage[kind];
      return total === null || own === null ? null : total + own;
    }, 0);
  const calls = judgements.reduce((total, judgement) => total + judgement.calls.length, 0);
  return { calls, inputTokens: sum("input"), outputTokens: sum("output") };
}
