import type { SourceKind } from "../citation/source.ts";
import type { Trial } from "../trial.ts";
import type { Outcome } from "./outcome.ts";
import type { Part, ToolCall } from "./parts.ts";

/** A place in a transcript that a rule went by. `position` counts code points; null for the event as a whole. */
export type Seen = {
  readonly messageId: string;
  readonly kind: SourceKind;
  readonly position: readonly [number, number] | null;
};

/** What a rule says of a trial, why, and by what. */
export type RuleFinding = {
  readonly outcome: Outcome;
  /** For people, one sentence. */
  readonly reason: string;
  readonly seen: readonly Seen[];
};

const MOST_SEEN = 20;

export const say = (outcome: Outcome, reason: string, seen: readonly Seen[] = []): RuleFinding => ({
  outcome,
  reason,
  seen: seen.slice(0, MOST_SEEN),
});

/** Of a stretch given in UTF-16 units, as patterns give it. */
export const seenIn = ({ event, kind, text }: Part, start: number, end: number): Seen => {
  const before = Array.from(text.slice(0, start)).length;
  const length = Array.from(text.slice(start, end)).length;
  return { messageId: `event:${event}`, kind, position: [before, before + length] };
};

export const seenCall = ({ event }: ToolCall): Seen => ({
  messageId: `event:${event}`,
  kind: "message",
  position: null,
});

/** A no that cannot be given where something was left out: what was sought may be in it. */
export const sayNo = ({ evidence }: Trial, reason: string): RuleFinding =>
  evidence.truncated
    ? say("evidence_truncated", `${reason} But not everything was seen.`)
    : say("no", reason);
