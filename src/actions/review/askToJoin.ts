import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { decideAct } from "#core/review/decideAct.ts";
import { stampedReview } from "#core/review/reviewEvent.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { findParty } from "#store/access/party.ts";
import { type Tx, withSystem } from "#store/database.ts";
import { lockOpenReviewOf } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { appendReview } from "./appendReview.ts";
import { reviewActor } from "./sideOf.ts";

type Request = {
  readonly labPartyId: string;
  readonly model: string;
  readonly version: string;
  readonly reason: string;
};

/** What there is to ask to join, and the lab is told of: nothing where there is no such review, or it has been asked before. */
async function askOf(tx: Tx, deps: Deps, asker: Asker, request: Request) {
  const { partyId } = asker;
  const stored = await lockOpenReviewOf(tx, request.labPartyId, request.model, request.version);
  if (!stored || partyId === null) return undefined;
  const now = deps.now().toISOString();
  const by = reviewActor(asker, "agency");
  const name = (await findParty(tx, partyId))?.name ?? asker.name;
  const clock = clockOf(stored.state, now);
  const context = { state: stored.state, clock, now, by, newId: deps.chance.newId };
  const decided = decideAct("ask-to-join", context, { partyId, name, reason: request.reason });
  if (!decided.ok) return undefined;
  const stamp = { id: deps.chance.newId(), at: now, by };
  return { stored, events: stampedReview(stamp, decided.value) };
}

/** To put a request on record takes longer than to find that there is nothing to ask: no answer comes before this. */
export const ANSWERED_AFTER_MS = 100;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * An agency asks the lab to attach it. Whoever asks learns nothing by it: the answer is the same, and comes after the same
 * time, whether there is such a review, the log grows by one entry, and the lab's silence is no.
 */
export async function askToJoin(deps: Deps, asker: Asker, request: Request) {
  const entry = {
    kind: "review.join-asked",
    subject: { labPartyId: request.labPartyId },
    restricted: true,
  };
  const putDown = withSystem(deps.db, asker.deskId, async (tx) => {
    const asked = await askOf(tx, deps, asker, request);
    if (asked) await appendReview(tx, deps, asker, asked.stored, asked.events);
    else await record(tx, deps, asker, [entry]);
  });
  await Promise.all([putDown, pause(ANSWERED_AFTER_MS)]);
  return ok({ status: "asked" as const });
}
