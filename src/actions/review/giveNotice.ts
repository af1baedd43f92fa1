import { noticeOf } from "#core/review/notice.ts";
import type { ReviewEvent } from "#core/review/reviewEvent.ts";
import { insertOutbox } from "#store/clearinghouse/outbox.ts";
import type { Tx } from "#store/database.ts";
import type { StoredReview } from "#store/review/review.ts";
import { listReviewPeople } from "#store/review/reviewMember.ts";
import type { Deps } from "../deps.ts";

/** A mail to everybody of the other side: that something happened, and where to look. Nothing of what it says. */
export async function giveNotice(
  tx: Tx,
  deps: Pick<Deps, "chance" | "now" | "site">,
  deskId: string,
  { id, ref }: Pick<StoredReview, "id" | "ref">,
  events: readonly ReviewEvent[],
): Promise<void> {
  const notices = events.flatMap((event) => {
    const says = noticeOf(event);
    return says === undefined ? [] : [{ event, ...says }];
  });
  if (notices.length === 0) return;
  const people = await listReviewPeople(tx, id);
  const now = deps.now();
  for (const { event, subject, body, to } of notices) {
    const readers = people.filter(
      ({ email, side, roles, personId }) =>
        email !== null &&
        personId !== event.by.personId &&
        (to === "all" || to === side) &&
        roles.includes(side === "lab" ? "lab-officer" : "reviewer"),
    );
    for (const { email } of readers) {
      await insertOutbox(tx, deskId, {
        id: deps.chance.newId(),
        caseId: null,
        messageId: null,
        audience: { kind: "named" },
        payload: {
          to: [email ?? ""],
          subject: `${ref}: ${subject}`,
          body: `${body}\n\n${deps.site.origin}/reviews/${ref}\n\nThis mail says that something happened, and nothing of what. By: ${event.by.label}.\n`,
          fromName: event.by.label,
        },
        createdAt: now,
        notBefore: now,
      });
    }
  }
}
