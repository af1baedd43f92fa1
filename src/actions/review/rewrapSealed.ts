import type { Asker } from "#core/access/asker.ts";
import { ok, refuse } from "#core/result.ts";
import { decideAct } from "#core/review/decideAct.ts";
import { stampedReview } from "#core/review/reviewEvent.ts";
import { isRewrap, readEnvelope } from "#core/sealed/envelope.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { lockReview } from "#store/review/review.ts";
import { replaceEnvelope } from "#store/review/sealedMaterial.ts";
import type { Deps } from "../deps.ts";
import { appendReview } from "./appendReview.ts";
import { type NamedKey, readNewEnvelope, recipientsOf } from "./beginSealed.ts";
import { findReadable } from "./findMaterial.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { reviewActor } from "./sideOf.ts";

type Next = { readonly envelope: string; readonly recipients: readonly NamedKey[] };

/** Other recipients for the same ciphertext: made on the machine of somebody who can read it, who alone could make it. */
export async function rewrapSealed(
  deps: Deps,
  asker: Asker,
  { ref, id }: { readonly ref: string; readonly id: string },
  next: Next,
) {
  await lapseFirst(deps, asker, ref);
  return await withAsker(deps.db, asker, async (tx) => {
    await lockReview(tx, ref);
    const found = await findReadable(tx, deps, asker, { ref, id });
    if (!found) return noSuchReview();
    const { stored, material, side, clock } = found;
    const now = deps.now().toISOString();
    if (asker.hasSeen && !asker.hasSeen.includes(material.edition))
      return refuse("sealed/envelope-changed", "Somebody replaced the envelope meanwhile.");
    const read = readNewEnvelope(next.envelope, next.recipients);
    if (!read.ok) return read;
    const before = readEnvelope(material.envelope);
    if (!before || !isRewrap(before, read.value.envelope))
      return refuse("sealed/envelope", "This envelope belongs to other ciphertext.");
    const edition = material.edition + 1;
    const by = reviewActor(asker, side);
    return await asDesk(tx, asker, async () => {
      const recipients = await recipientsOf(tx, stored.id, next.recipients);
      const context = { state: stored.state, clock, now, by, newId: deps.chance.newId };
      const decided = decideAct("rewrap-material", context, { materialId: id, recipients });
      if (!decided.ok) return decided;
      await replaceEnvelope(tx, id, { edition, envelope: read.value.bytes, recipients });
      const stamp = { id: deps.chance.newId(), at: now, by };
      await appendReview(tx, deps, asker, stored, stampedReview(stamp, decided.value));
      return ok({ version: edition });
    });
  });
}
