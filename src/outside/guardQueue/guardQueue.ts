import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** What a person is asked: the words of `POST /api/guard/escalations`. */
export type Question = {
  readonly text: string;
  readonly rewrite: string | null;
  readonly audience: { readonly kind: string };
  readonly findings: readonly object[];
  readonly destination: string;
  readonly seconds: number;
};

/** `unasked`: nobody could be asked; the reason says why. */
export type QueueAnswer = {
  readonly state: "released" | "rewritten" | "blocked" | "expired" | "unasked";
  readonly reason: string;
  readonly decidedBy: string | null;
};

const Answer = z.object({
  id: z.string(),
  state: z.enum(["waiting", "released", "rewritten", "blocked", "expired"]),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
type Answer = z.infer<typeof Answer>;

/** Seconds of one question to the server, and between two where it does not answer. */
const LONG_POLL_S = 50;
const PAUSE_MS = 1_000;
const ANSWER_MS = (LONG_POLL_S + 20) * 1_000;

const EXPIRED: QueueAnswer = {
  state: "expired",
  reason: "Nobody answered in time.",
  decidedBy: null,
};

/** The queue of a server, where persons decide about what was held. */
export function openGuardQueue(url: string, token: string) {
  const base = `${url.replace(/\/+$/, "")}/api/guard/escalations`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

  const ask = async (path: string, init: RequestInit, signal: AbortSignal): Promise<Answer> => {
    const either = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    const how: RequestInit = { ...init, headers, redirect: "error", signal: either };
    const response = await fetch(`${base}${path}`, how);
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`The server answered ${response.status}.`);
    }
    return Answer.parse(await response.json());
  };

  /** A server that is restarted meanwhile is asked again, until the time is over. */
  const wait = async (id: string, until: number, signal: AbortSignal): Promise<QueueAnswer> => {
    while (!signal.aborted) {
      const left = until - performance.now();
      if (left <= 0) return EXPIRED;
      const seconds = Math.max(1, Math.min(LONG_POLL_S, Math.floor(left / 1000)));
      const path = `/${encodeURIComponent(id)}/answer?wait=${seconds}`;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(left) + PAUSE_MS)]);
      const answer = await ask(path, { method: "GET" }, limit).catch(() => null);
      if (answer !== null && answer.state !== "waiting")
        return {
          state: answer.state,
          reason: answer.reason ?? "",
          decidedBy: answer.decidedBy,
        };
      if (answer === null) await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
    return EXPIRED;
  };

  return async (question: Question, signal: AbortSignal): Promise<QueueAnswer> => {
    const until = performance.now() + question.seconds * 1000;
    try {
      const body = JSON.stringify(question);
      const put = await ask("", { method: "POST", body }, signal);
      return await wait(put.id, until, signal);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { state: "unasked", reason: `Nobody could be asked: ${why}`, decidedBy: null };
    }
  };
}
