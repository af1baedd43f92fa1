import { sql } from "kysely";
import type { PackHash } from "#core/guard/audit/policyHash.ts";
import type { Pack } from "#core/guard/pack.ts";
import type { Tx } from "../database.ts";

export type PolicyRow = {
  readonly channel: string;
  readonly packs: readonly string[];
  readonly changedBy: string;
  readonly changedAt: Date;
};

export const listPolicies = async (tx: Tx): Promise<PolicyRow[]> => {
  const { rows } = await sql<PolicyRow>`
    select channel, packs, changed_by as "changedBy", changed_at as "changedAt"
    from guard_policy where desk_id = (select tid()) order by channel`.execute(tx);
  return rows;
};

export async function putPolicy(
  tx: Tx,
  deskId: string,
  change: { channel: string; packs: readonly string[]; by: string; at: Date; reason: string },
): Promise<void> {
  const { channel, packs, by, at, reason } = change;
  await sql`
    insert into guard_policy (desk_id, channel, packs, changed_by, changed_at, reason)
    values (${deskId}, ${channel}, ${JSON.stringify(packs)}::jsonb, ${by}, ${at}, ${reason})
    on conflict (desk_id, channel) do update set packs = excluded.packs, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at, reason = excluded.reason`.execute(tx);
}

export type StoredPack = {
  readonly hash: string;
  readonly source: "built-in" | "uploaded";
  readonly content: Pack;
  readonly addedBy: string | null;
  readonly addedAt: Date;
};

/** The newest version of each pack that somebody uploaded. */
export async function listUploadedPacks(tx: Tx): Promise<StoredPack[]> {
  const { rows } = await sql<StoredPack>`
    select distinct on (pack_id) hash, source, content, added_by as "addedBy", added_at as "addedAt"
    from guard_pack where desk_id = (select tid()) and source = 'uploaded'
    order by pack_id, seq desc`.execute(tx);
  return rows;
}

export async function findPackByHash(tx: Tx, hash: string): Promise<Pack | undefined> {
  const { rows } = await sql<{ content: Pack }>`
    select content from guard_pack where desk_id = (select tid()) and hash = ${hash}`.execute(tx);
  return rows[0]?.content;
}

export async function findKnownHashes(tx: Tx, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    select hash from guard_pack where desk_id = (select tid()) and hash = any(${[...hashes]}::text[])`.execute(
    tx,
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** False: it was there. */
export async function insertPack(
  tx: Tx,
  deskId: string,
  { id, version, hash }: PackHash,
  row: { content: Pack; source: StoredPack["source"]; addedBy: string | null; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into guard_pack (desk_id, hash, pack_id, version, source, content, added_by, added_at)
    values (${deskId}, ${hash}, ${id}, ${version}, ${row.source}, ${JSON.stringify(row.content)}::jsonb, ${row.addedBy}, ${row.at})
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** What the ledger has of a channel's packs was this hash; it is replaced where it is another. True: it was another. */
export async function movePolicyHash(
  tx: Tx,
  deskId: string,
  channel: string,
  hash: string,
): Promise<boolean> {
  await sql`insert into guard_state (desk_id) values (${deskId}) on conflict do nothing`.execute(
    tx,
  );
  const { numAffectedRows } = await sql`
    update guard_state set policy = jsonb_set(policy, array[${channel}::text], to_jsonb(${hash}::text))
    where desk_id = ${deskId} and policy ->> ${channel} is distinct from ${hash}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
