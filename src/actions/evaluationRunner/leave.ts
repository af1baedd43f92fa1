import { Declined } from "#core/sealed/ask.ts";
import type { DeskClient } from "./deskClient.ts";

/** Leave to ask the lab's endpoint, a batch at a time. */
export type Leave = {
  /** Resolves when a request may go out; throws when none may any more. */
  readonly before: () => Promise<void>;
  /** Ends with everything that is under way, as soon as there is no leave any more. */
  readonly signal: AbortSignal;
  /** Why it ended; null while it has not. */
  readonly why: () => string | null;
  readonly end: (why: string) => void;
  /** Stops looking. */
  readonly close: () => void;
};

export type LeaveWish = {
  readonly client: DeskClient;
  /** `/api/reviews/RV-…/evaluations` */
  readonly path: string;
  readonly id: string;
  readonly run: () => string | null;
  /** Milliseconds, never going back. */
  readonly clock: () => number;
  /** Requests of a batch; so many go out before the server is asked again. */
  readonly batch?: number;
  readonly lookMs?: number;
};

const BATCH = 20;
/** A batch is no older than this, however few its requests. */
const BATCH_MS = 15_000;
const LOOK_MS = 1_000;

type Order = { readonly id: string; readonly state: string; readonly why: string | null };

/**
 * Asks the server before each batch, which decides by its clock and puts the access on record, and looks in between whether the order is
 * still to be carried out: a grant that ended, a window that ran out or an incident ends what is under way.
 */
export function openLeave({
  client,
  path,
  id,
  run,
  clock,
  batch = BATCH,
  lookMs = LOOK_MS,
}: LeaveWish): Leave {
  const controller = new AbortController();
  let why: string | null = null;
  let left = 0;
  let until = 0;
  let asking: Promise<void> | null = null;
  const end = (reason: string): void => {
    why ??= reason;
    controller.abort();
  };
  const askAgain = async (): Promise<void> => {
    try {
      await client.post(`${path}/${id}/batches`, { trials: batch, run: run() });
      left = batch;
      until = clock() + BATCH_MS;
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
    }
  };
  const look = async (): Promise<void> => {
    try {
      const { items } = await client.get<{ items: readonly Order[] }>(path);
      const own = items.find((order) => order.id === id);
      if (own?.state !== "ordered" && own?.state !== "running")
        end(own?.why ?? "The order is not there any more.");
    } catch (error) {
      // A server that is away for a moment says nothing of the grant: the next batch asks it.
      if (error instanceof Declined) end(error.message);
    }
  };
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return {
    before: async () => {
      while (why === null && (left <= 0 || clock() >= until)) {
        asking ??= askAgain().finally(() => {
          asking = null;
        });
        await asking;
      }
      if (why !== null) throw new Error(why);
      left -= 1;
    },
    signal: controller.signal,
    why: () => why,
    end,
    close: () => clearInterval(timer),
  };
}
