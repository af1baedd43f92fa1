import { ok, type Result } from "../result.ts";
import { openAnthropicAssembly } from "./anthropicStream.ts";
import type { ModelProtocol } from "./endpoint.ts";
import { openOpenAiAssembly } from "./openAiStream.ts";
import { toSound } from "./sound.ts";
import type { SseEvent } from "./sse.ts";
import {
  type MalformedRefusal,
  type Members,
  malformed,
  membersOf,
  readErrorText,
} from "./wire.ts";

/** The pieces of a streamed answer, put together to the answer that the same endpoint would have given at once. */
export type Assembly = {
  readonly take: (piece: Members) => void;
  /** Whether the endpoint said why it stopped: without it the stream broke off. */
  readonly isFinished: () => boolean;
  readonly toWire: () => Members;
};

const OPEN: Readonly<Record<ModelProtocol, () => Assembly>> = {
  "openai-chat": openOpenAiAssembly,
  "anthropic-messages": openAnthropicAssembly,
};

function parsePiece({ data }: SseEvent, place: number): Result<Members, MalformedRefusal> {
  let piece: unknown;
  try {
    piece = toSound(JSON.parse(data));
  } catch {
    return malformed(`/events/${place}`, `the event is no JSON: ${data.slice(0, 80)}`);
  }
  const said = readErrorText(piece);
  if (said !== null) return malformed(`/events/${place}`, `the stream tells of an error: ${said}`);
  return ok(membersOf(piece));
}

/** Folds the events of a streamed answer. Incremental: give events as they come, then ask for the whole. */
export function openReplyFold(protocol: ModelProtocol) {
  const assembly = OPEN[protocol]();
  let count = 0;
  let refused: Result<Members, MalformedRefusal> | null = null;
  return {
    push: (event: SseEvent): void => {
      const place = count++;
      if (refused !== null || event.data === "[DONE]") return;
      const piece = parsePiece(event, place);
      if (piece.ok) assembly.take(piece.value);
      else refused = piece;
    },
    /** The answer in the protocol's own shape, to be read like one that came at once. */
    end: (): Result<Members, MalformedRefusal> => {
      if (refused !== null) return refused;
      if (!assembly.isFinished())
        return malformed(`/events/${count}`, "the stream broke off before the answer was whole.");
      return ok(assembly.toWire());
    },
  };
}
