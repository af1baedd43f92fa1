import type { Audience } from "../audience.ts";
import { Cascade } from "../engine/cascade.ts";
import { type Guard, watchFor } from "../engine/compileGuard.ts";
import type { Replace } from "../engine/stage.ts";
import { type Finding, type Verdict, verdictOf } from "../verdict.ts";

/** How many chunks a stream held back, whole or in part, after each push. */
export type Held = { readonly mean: number; readonly max: number };

export type GuardStream = {
  /** Takes a chunk, cut anywhere; gives what may leave now. */
  readonly push: (chunk: string) => string;
  /** The text is over: what was held and may leave. Not to be called when it was cut off by a fault: then nothing more leaves. */
  readonly end: () => string;
  readonly verdict: () => Verdict<Finding>;
  /** True when nothing will leave any more. */
  readonly isHalted: () => boolean;
  readonly held: () => Held;
};

/** Chunks let out whose lengths are still kept. */
const MOST_LENGTHS = 64;
/** Units a stream keeps at hand, more or less. */
const EXPECTED = 1_024;

/**
 * A text that comes in chunks. However it is cut, what `push` and `end` give, joined, is what `evaluateText` gives for the
 * whole; under an escalation or a block it is what the text before the finding allows.
 */
export function openStream(
  guard: Guard,
  audience: Audience,
  replace: Replace = () => undefined,
): GuardStream {
  const cascade = new Cascade(watchFor(guard, audience), replace, EXPECTED);
  let lengths: number[] = [];
  let total = 0;
  let max = 0;
  let pushes = 0;

  const measure = (length: number): void => {
    lengths.push(length);
    let left = cascade.held;
    let chunks = 0;
    while (left > 0 && chunks < lengths.length) {
      chunks += 1;
      left -= lengths[lengths.length - chunks] ?? left;
    }
    if (lengths.length > MOST_LENGTHS + chunks) lengths = lengths.slice(lengths.length - chunks);
    pushes += 1;
    total += chunks;
    max = Math.max(max, chunks);
  };

  return {
    push: (chunk) => {
      const out = cascade.push(chunk);
      measure(chunk.length);
      return out;
    },
    end: () => cascade.end(),
    verdict: () => verdictOf(cascade.findings()),
    isHalted: () => cascade.isHalted,
    held: () => ({ mean: pushes === 0 ? 0 : total / pushes, max }),
  };
}
