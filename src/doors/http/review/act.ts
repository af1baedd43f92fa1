import { actOnReview } from "#actions/review/actOnReview.ts";
import { POSTED } from "#contract/review/act.ts";
import type { ReviewActs } from "#core/review/act.ts";
import { type Bound, type Call, on } from "../bind.ts";
import { idempotencyKey } from "./idempotencyKey.ts";

type AnyCall = Call<(typeof POSTED)[number]> & {
  readonly params: { readonly ref: string };
  readonly body: ReviewActs[keyof ReviewActs];
};

/** One handler for every posted move: the contract names it, the core decides it. */
export const actRoutes: readonly Bound[] = POSTED.map((route) =>
  on(route, (async ({ deps, asker, params, body, request }: AnyCall) =>
    actOnReview(
      deps,
      asker,
      params.ref,
      route.move,
      body as never,
      idempotencyKey(request.headers),
    )) as never),
);
