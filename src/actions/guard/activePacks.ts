import { packHash } from "#core/guard/audit/policyHash.ts";
import type { Channel } from "#core/guard/channel.ts";
import { packsFor } from "#core/guard/channelPacks.ts";
import type { Pack } from "#core/guard/pack.ts";
import type { Tx } from "#store/database.ts";
import { listPolicies, listUploadedPacks } from "#store/guard/policy.ts";

const MOST_LISTS = 50;
const lists = new Map<string, readonly Pack[]>();

/** The same packs are the same list: what is made ready for them serves every message. */
function sameList(packs: readonly Pack[]): readonly Pack[] {
  const key = packs.map(packHash).join(" ");
  const known = lists.get(key);
  if (known) return known;
  if (lists.size >= MOST_LISTS) lists.clear();
  lists.set(key, packs);
  return packs;
}

/** What reads at a channel now. */
export async function readActivePacks(tx: Tx, channel: Channel): Promise<readonly Pack[]> {
  const chosen = (await listPolicies(tx)).find((row) => row.channel === channel)?.packs;
  const uploaded = (await listUploadedPacks(tx)).map(({ content }) => content);
  return sameList(packsFor(channel, chosen, uploaded));
}
