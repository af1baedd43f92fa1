import type { Asker } from "#core/access/asker.ts";
import { asDesk, type Tx } from "#store/database.ts";
import { insertReviewAccess, type NewReviewAccess } from "#store/review/reviewAccess.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

/** From where and by what a request came. */
export type Caller = { readonly origin: string; readonly way: string };

type Seen = Pick<NewReviewAccess, "reviewId" | "what"> &
  Partial<Pick<NewReviewAccess, "materialId" | "grantId" | "detail">>;

/** Puts one access on record, in the ledger and where the lab follows it, in the transaction that gives the answer. */
export async function seen(
  tx: Tx,
  deps: Pick<Deps, "now" | "chance">,
  asker: Asker,
  caller: Caller,
  { reviewId, what, materialId = null, grantId = null, detail = "" }: Seen,
): Promise<void> {
  const { personId, partyId, name } = asker;
  if (personId === null || partyId === null) throw new Error("Only a person has access.");
  await insertReviewAccess(tx, asker.deskId, {
    reviewId,
    at: deps.now(),
    personId,
    partyId,
    name,
    what,
    materialId,
    grantId,
    ...caller,
    detail,
  });
  await record(tx, deps, asker, [
    {
      kind: "review.accessed",
      subject: { reviewId, ...(materialId === null ? {} : { materialId }) },
      detail: { what, personId, partyId, name, grantId, ...caller, detail },
      restricted: true,
    },
  ]);
}

type Looked = {
  readonly reviewId: string;
  readonly side: "lab" | "agency";
  /** What of the review was read; empty for its page. */
  readonly detail?: string;
};

/** An agency's look at a review is an access; the lab looks at what is its own. */
export async function seenByAgency(
  tx: Tx,
  deps: Pick<Deps, "now" | "chance">,
  asker: Asker,
  caller: Caller,
  { side, ...looked }: Looked,
): Promise<void> {
  if (side === "agency")
    await asDesk(tx, asker, () => seen(tx, deps, asker, caller, { ...looked, what: "review" }));
}
