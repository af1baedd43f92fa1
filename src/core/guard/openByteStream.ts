import type { Audience } from "./audience.ts";
import type { Guard } from "./engine/compileGuard.ts";
import type { Replace } from "./engine/stage.ts";
import { type GuardStream, openStream } from "./stream/openStream.ts";
import { UNREADABLE } from "./unreadable.ts";
import { type Finding, type Verdict, verdictOf } from "./verdict.ts";

/** A stream of bytes; what it gives is text. */
export type ByteStream = Omit<GuardStream, "push"> & {
  readonly push: (bytes: Uint8Array) => string;
};

/**
 * A text that comes as UTF-8, cut anywhere, in the middle of a character too: what is incomplete waits. From the first
 * byte that is no UTF-8 on nothing leaves any more, whatever the bytes before it were allowed.
 */
export function openByteStream(guard: Guard, audience: Audience, replace?: Replace): ByteStream {
  const stream = openStream(guard, audience, replace);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let fault: Finding | undefined;
  let count = 0;

  const decode = (bytes: Uint8Array | undefined): string | undefined => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      fault = { ...UNREADABLE, start: count, end: count };
      return undefined;
    }
  };
  const push = (bytes: Uint8Array | undefined): string => {
    const text = fault ? undefined : decode(bytes);
    if (text === undefined) return "";
    for (const _ of text) count += 1;
    return stream.push(text);
  };
  const verdict = (): Verdict<Finding> => {
    const { findings } = stream.verdict();
    return verdictOf(fault ? [...findings, fault] : findings);
  };

  return {
    push,
    end: () => {
      const last = push(undefined);
      return fault ? "" : last + stream.end();
    },
    verdict,
    isHalted: () => fault !== undefined || stream.isHalted(),
    held: () => stream.held(),
  };
}
