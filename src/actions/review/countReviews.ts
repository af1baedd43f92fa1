import type { Asker } from "#core/access/asker.ts";
import { mayDo } from "#core/access/permission.ts";
import { asDesk, type Tx } from "#store/database.ts";
import { countOpenEnquiries, countOpenReviews } from "#store/review/review.ts";

/** What stands beside "Reviews" and "Coverage" for whoever has to do with them. */
export async function countReviews(tx: Tx, asker: Asker): Promise<Record<string, number>> {
  const { roles } = asker;
  return {
    ...(mayDo("review.read", roles) ? { reviews: await countOpenReviews(tx) } : {}),
    ...(mayDo("review.cover", roles)
      ? { coverage: await asDesk(tx, asker, () => countOpenEnquiries(tx)) }
      : {}),
  };
}
