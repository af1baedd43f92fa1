import { type Ask, type AskAnswer, BrokenOff, Unreached } from "./ask.ts";
import type { ByteRange } from "./range.ts";

export type Patience = {
  /** Milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Attempts in a row that bring nothing, before it gives up. */
  readonly tries: number;
};

const TOO_MANY = 429;
const BUSY: readonly number[] = [408, 502, 503, 504];
const [SHORTEST_S, LONGEST_S] = [1, 120];

/** Milliseconds after the nth attempt: a quarter of a second, twice that, and so on, at most thirty seconds. */
const pauseAfter = (attempt: number): number => Math.min(30_000, 250 * 2 ** (attempt - 1));

/** Milliseconds that a server asks for. */
function askedPause({ header }: AskAnswer): number | undefined {
  const seconds = Number(header("retry-after") ?? "none");
  return seconds >= 0 ? 1000 * Math.min(LONGEST_S, Math.max(SHORTEST_S, seconds)) : undefined;
}

/** Asks again where there is no answer or a busy one. Who asks too often waits as long as told, and that is no attempt. */
export const patiently =
  (ask: Ask, { sleep, tries }: Patience): Ask =>
  async (request) => {
    for (let attempt = 1; ; ) {
      const answer = await ask(request).catch((error: unknown) => {
        if (error instanceof Unreached && attempt < tries) return undefined;
        throw error;
      });
      const isBusy = answer === undefined || BUSY.includes(answer.status);
      const isTooMany = answer?.status === TOO_MANY;
      if (answer && !isTooMany && (!isBusy || attempt >= tries)) return answer;
      await answer?.discard();
      await sleep((answer && askedPause(answer)) ?? pauseAfter(attempt));
      if (!isTooMany) attempt += 1;
    }
  };

/** Bytes to their end, over as many answers as it takes. Throws `Unreached` when several in a row bring nothing. */
export async function* readOn(
  open: (range: ByteRange) => AsyncIterable<Uint8Array>,
  { start, end }: ByteRange,
  { sleep, tries }: Patience,
): AsyncGenerator<Uint8Array> {
  let [at, idle] = [start, 0];
  while (at < end) {
    const begun = at;
    try {
      for await (const piece of open({ start: at, end })) {
        yield piece;
        at += piece.length;
      }
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
    }
    idle = at > begun ? 0 : idle + 1;
    if (idle >= tries) throw new Unreached("The server's answers break off, again and again.");
    if (at < end) await sleep(pauseAfter(idle + 1));
  }
}
