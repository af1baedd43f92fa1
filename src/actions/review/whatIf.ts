import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { toClockEvents } from "#core/review/toClockEvents.ts";
import { POLICIES, type Policy, readWhatIf } from "#core/review/whatIf.ts";
import { withAsker } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { sideOf } from "./sideOf.ts";
import { toClockShape } from "./toClockShape.ts";

/** The same events under other lengths: lines to look at. */
export async function whatIf(deps: Deps, asker: Asker, ref: string) {
  const stored = await withAsker(deps.db, asker, (tx) => findReview(tx, ref));
  if (!stored || !sideOf(asker, stored.state)) return noSuchReview();
  const events = toClockEvents(stored.state);
  const now = deps.now().toISOString();
  const policies = (Object.keys(POLICIES) as Policy[]).map((policy) => {
    const { days, says } = POLICIES[policy];
    const { line } = readWhatIf(events, now, policy);
    return { policy: says, days, clock: toClockShape(line, days) };
  });
  return ok({ policies });
}
