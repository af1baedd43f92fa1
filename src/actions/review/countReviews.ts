import type { Asker } from "#core/access/asker.ts";
import { asDesk, type Tx } from "#store/database.ts";
import { countOpenEnquiries, countOpenReviews } from "#store/review/review.ts";

/** What stands beside "Reviews" and "Coverage", for whoever takes part in the ones or records the other. */
export async function countReviews(
  tx: Tx,
  asker: Asker,
  { takesPart, records }: { readonly takesPart: boolean; readonly records: boolean },
): Promise<Record<string, number>> {
  return {
    ...(takesPart ? { reviews: await countOpenReviews(tx) } : {}),
    ...(records ? { coverage: await asDesk(tx, asker, () => countOpenEnquiries(tx)) } : {}),
  };
}
