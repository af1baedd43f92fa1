import type { Audience } from "#core/guard/audience.ts";
import { type HeldMessage, toHeldMessage } from "#core/guard/proxy/heldMessage.ts";
import type { PartFinding } from "#core/guard/proxy/lane.ts";
import { openGuardQueue, type QueueAnswer } from "#outside/guardQueue/guardQueue.ts";

export type Asked = {
  /** Texts by part, as they came. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: readonly PartFinding[];
  /** What could go out instead. */
  readonly rewrite: string | null;
  readonly audience: Audience;
  readonly destination: string;
  readonly seconds: number;
};
export type AskPerson = (asked: Asked, signal: AbortSignal) => Promise<QueueAnswer>;

/** As the queue takes it. */
const LONGEST = 1_000_000;
const MOST_FINDINGS = 1_000;

const told = ({ findings }: HeldMessage): object[] =>
  findings.slice(0, MOST_FINDINGS).map(({ origin: _, ...finding }) => finding);

/** Persons who decide about what a proxy holds, by the queue of a server. */
export function connectQueue(url: string, token: string): AskPerson {
  const ask = openGuardQueue(url, token);
  return async ({ texts, findings, rewrite, audience, destination, seconds }, signal) => {
    const held = toHeldMessage(texts, findings);
    if (held.text.length > LONGEST)
      return { state: "unasked", reason: "It is too long to be shown.", decidedBy: null };
    const question = {
      text: held.text,
      rewrite: rewrite !== null && rewrite.length > LONGEST ? null : rewrite,
      audience: { kind: audience.kind },
      findings: told(held),
      destination: destination.slice(0, 200),
      seconds,
    };
    return await ask(question, signal);
  };
}
