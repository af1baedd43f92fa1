import { lookAgain } from "#actions/review/followReview.ts";
import { noSuchReview } from "#actions/review/noSuchReview.ts";
import { followReview } from "#contract/review/review.ts";
import { ok } from "#core/result.ts";
import { askerOf } from "../asker.ts";
import { on } from "../bind.ts";
import { showLive } from "../liveView.ts";

const startOf = (lastId: unknown, after: number | undefined): number =>
  typeof lastId === "string" && /^\d{1,15}$/.test(lastId) ? Number(lastId) : (after ?? 0);

/** Who asks is asked again at every look: a session that ends, ends this too. */
export const followRoute = on(
  followReview,
  async ({ deps, asker, params, query, request, reply }) => {
    let after = startOf(request.headers["last-event-id"], query.after);
    let edition: number | undefined;
    const first = await lookAgain(deps, asker, params.ref, after);
    if (!first) return noSuchReview();
    await showLive({
      request,
      reply,
      first,
      look: async () => {
        const again = await askerOf(deps, request);
        return again && (await lookAgain(deps, again, params.ref, after));
      },
      // Accesses carry their number, so that a reader that comes back goes on where it was.
      tell: (raw, found) => {
        for (const access of found.accesses)
          raw.write(`event: access\nid: ${access.seq}\ndata: ${JSON.stringify(access)}\n\n`);
        if (found.edition !== edition)
          raw.write(`event: changed\ndata: ${JSON.stringify({ edition: found.edition })}\n\n`);
        edition = found.edition;
        after = found.accesses.at(-1)?.seq ?? after;
      },
    });
    return ok(undefined);
  },
);
