import type { Identity } from "../identity.ts";
import { type TestCase, toTestCase } from "../testCase.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { Evidence, SeenSpan, Usage } from "../trial.ts";
import type { TracedConversation } from "./readTraces.ts";

/** A recorded conversation as a case of its own: what it is named by, and what was done in it. */
export type TracedTrial = {
  readonly held: TestCase;
  readonly events: readonly TranscriptEvent[];
  readonly evidence: Evidence;
  readonly usage: Usage;
  readonly answers: number;
};

/** `spans` are those of the conversation; `file` is the hash of the file that it was read from, so that two recordings of one name are two cases. */
export function toTracedTrial(
  { metadata, events, raw }: TracedConversation,
  spans: readonly SeenSpan[],
  file: Identity,
): TracedTrial {
  const { session_id: id } = metadata;
  const content = { title: `Recorded: ${id}`, system: null, message: `${id} of ${file}` };
  const isSilent = raw.llm_call_count === 0;
  return {
    held: toTestCase({ kind: "prompt", content }, {}),
    events,
    evidence: {
      traced: true,
      spans,
      truncated: false,
    },
    usage: {
      inputTokens: isSilent ? null : raw.total_tokens.input,
      outputTokens: isSilent ? null : raw.total_tokens.output,
      cost: null,
      latencyMs: isSilent ? null : raw.total_latency_ms,
    },
    answers: raw.llm_call_count,
  };
}
