import { maySeeEvent } from "#core/review/maySeeEvent.ts";
import {
  addresseeOf,
  isForOverseer,
  noticeOf,
  noticeToRecorder,
  noticeToThirdParty,
} from "#core/review/notice.ts";
import type { ReviewEvent } from "#core/review/reviewEvent.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { viewFor } from "#core/review/reviewView.ts";
import { isAttached } from "#core/review/stage.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { listAddressesOf } from "#store/access/person.ts";
import { insertOutbox } from "#store/clearinghouse/outbox.ts";
import type { Tx } from "#store/database.ts";
import type { StoredReview } from "#store/review/review.ts";
import { listReviewPeople } from "#store/review/reviewMember.ts";
import type { Deps } from "../deps.ts";

type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly by: string;
};
type Reader = Awaited<ReturnType<typeof listReviewPeople>>[number];

/** An incident pauses everybody: that there is one is told to all, what it is about is not in the mail. */
const PAUSES_ALL: readonly ReviewEvent["type"][] = ["incident-opened", "incident-ended"];

/** People of the review who are told of this event: none who did it, none whose side does not see it. */
function readersOf(state: ReviewState, now: string, event: ReviewEvent, people: readonly Reader[]) {
  const to = noticeOf(event)?.to;
  const clock = clockOf(state, now);
  const addressee = addresseeOf(event);
  const others = people.filter(({ personId }) => personId !== event.by.personId);
  return others.filter(({ email, side, roles, partyId }) => {
    if (email === null || partyId !== (addressee ?? partyId)) return false;
    if (to !== "all" && to !== side) return false;
    if (side === "lab") return roles.includes("lab-officer");
    if (!roles.includes("reviewer") || !isAttached(state, partyId)) return false;
    if (PAUSES_ALL.includes(event.type)) return true;
    return maySeeEvent("agency", partyId, viewFor("agency", partyId, state, clock), event);
  });
}

type Readers = {
  readonly people: readonly Reader[];
  readonly overseers: readonly string[];
  readonly recorders: readonly string[];
};
type Says = { readonly subject: string; readonly body: string };

/** That something happened, and where to look. Nothing of what it says. */
function mailsOf(
  { state, ref }: StoredReview,
  { origin, now }: { readonly origin: string; readonly now: string },
  event: ReviewEvent,
  { people, overseers, recorders }: Readers,
): readonly Mail[] {
  const by = event.by.label;
  const end = `This mail says that something happened, and nothing of what. By: ${by}.`;
  const mail = (to: string, page: string, says: Says | undefined): readonly Mail[] =>
    says === undefined
      ? []
      : [
          {
            to,
            subject: `${ref}: ${says.subject}`,
            body: `${says.body}\n\n${origin}${page}\n\n${end}\n`,
            by,
          },
        ];
  return [
    ...readersOf(state, now, event, people).flatMap(({ email }) =>
      mail(email ?? "", `/reviews/${ref}`, noticeOf(event)),
    ),
    ...(isForOverseer(event)
      ? overseers.flatMap((to) => mail(to, "/oversight", noticeOf(event)))
      : []),
    ...recorders.flatMap((to) => mail(to, "/coverage", noticeToRecorder(event))),
    ...noticeToThirdParty(event).map((one) => ({ ...one, by })),
  ];
}

/** Mails that say the same to the same reader are one: what they say nothing of is to be looked at once. */
function onceEach(mails: readonly Mail[]): readonly Mail[] {
  const known = new Map(mails.map((mail) => [JSON.stringify(mail), mail]));
  return [...known.values()];
}

/** Puts the mails that tell of these events into the outbox of the same transaction. To be called as the desk. */
export async function giveNotice(
  tx: Tx,
  deps: Pick<Deps, "chance" | "now" | "site" | "jobs">,
  deskId: string,
  stored: StoredReview,
  events: readonly ReviewEvent[],
): Promise<void> {
  const now = deps.now();
  const people = await listReviewPeople(tx, stored.id);
  const at = { origin: deps.site.origin, now: now.toISOString() };
  const overseers = events.some(isForOverseer) ? await listAddressesOf(tx, "overseer") : [];
  const isAsked = events.some((event) => noticeToRecorder(event) !== undefined);
  const recorders = isAsked ? await listAddressesOf(tx, "coverage-officer") : [];
  const readers = { people, overseers, recorders };
  const mails = onceEach(events.flatMap((event) => mailsOf(stored, at, event, readers)));
  for (const { to, subject, body, by } of mails) {
    await insertOutbox(tx, deskId, {
      id: deps.chance.newId(),
      caseId: null,
      messageId: null,
      audience: { kind: "named" },
      payload: { to: [to], subject, body, fromName: by },
      mayCarry: [by],
      createdAt: now,
      notBefore: now,
    });
  }
  if (mails.length > 0) await deps.jobs.wake(tx, "deliver-outbox", deskId);
}
