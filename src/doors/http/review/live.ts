import type { ServerResponse } from "node:http";
import { type Followed, lookAgain } from "#actions/review/followReview.ts";
import { noSuchReview } from "#actions/review/noSuchReview.ts";
import { followReview } from "#contract/review/review.ts";
import { ok } from "#core/result.ts";
import { askerOf } from "../asker.ts";
import { on } from "../bind.ts";

const LOOK_MS = 1_000;
/** So that whatever stands between does not take the line for dead. */
const BEAT_MS = 20_000;

/** Views that are open, so that a server which stops can end them instead of waiting for their readers. */
const open = new Set<() => void>();
export async function endLiveViews(): Promise<void> {
  for (const end of open) end();
}

const startOf = (lastId: unknown, after: number | undefined): number =>
  typeof lastId === "string" && /^\d{1,15}$/.test(lastId) ? Number(lastId) : (after ?? 0);

/** Accesses carry their number, so that a reader that comes back goes on where it was. */
function tell(raw: ServerResponse, found: Followed, before: number | undefined): void {
  for (const access of found.accesses)
    raw.write(`event: access\nid: ${access.seq}\ndata: ${JSON.stringify(access)}\n\n`);
  if (found.edition !== before)
    raw.write(`event: changed\ndata: ${JSON.stringify({ edition: found.edition })}\n\n`);
}

/** Server-sent events (WHATWG HTML, 9.2). Who asks is asked again at every look: a session that ends, ends this too. */
export const followRoute = on(
  followReview,
  async ({ deps, asker, params, query, request, reply }) => {
    let after = startOf(request.headers["last-event-id"], query.after);
    let found = await lookAgain(deps, asker, params.ref, after);
    if (!found) return noSuchReview();
    reply.hijack();
    const { raw } = reply;
    let isClosed = false;
    let wake = () => {};
    const end = () => {
      isClosed = true;
      open.delete(end);
      wake();
    };
    open.add(end);
    raw.once("close", end);
    const pause = () =>
      new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, LOOK_MS);
      });
    raw.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      connection: "close", // it is nobody else's afterwards, and a server that stops does not wait for it
      "x-accel-buffering": "no",
      "x-request-id": request.id,
    });
    raw.write("retry: 2000\n\n");
    let edition: number | undefined;
    let beat = Date.now();
    try {
      while (found && !isClosed) {
        tell(raw, found, edition);
        edition = found.edition;
        after = found.accesses.at(-1)?.seq ?? after;
        if (Date.now() - beat > BEAT_MS) {
          raw.write(": still here\n\n");
          beat = Date.now();
        }
        await pause();
        const again = await askerOf(deps, request);
        found = again && (await lookAgain(deps, again, params.ref, after));
      }
    } catch (err) {
      request.log.error({ err }, "a live view broke off");
    }
    raw.end();
    return ok(undefined);
  },
);
