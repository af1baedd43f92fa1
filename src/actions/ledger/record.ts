import type { Asker } from "#core/access/asker.ts";
import type { Json } from "#core/canonicalJson.ts";
import type { Tx } from "#store/database.ts";
import { appendEntries } from "#store/ledger/entry.ts";
import type { Deps } from "../deps.ts";

export type Recorded = {
  readonly kind: string;
  readonly subject: Record<string, Json>;
  readonly detail?: Json;
  /** Shown only to those who may see the case; everybody else sees that something was decided. */
  readonly restricted: boolean;
};

const SALT_BYTES = 16;

/** Appends to the ledger in the transaction of the decision itself. */
export async function record(
  tx: Tx,
  { now, chance }: Pick<Deps, "now" | "chance">,
  who: Pick<Asker, "deskId" | "personId" | "name">,
  entries: readonly Recorded[],
): Promise<void> {
  await appendEntries(
    tx,
    who.deskId,
    entries.map((entry) => ({
      kind: entry.kind,
      at: now(),
      actor: { personId: who.personId, label: who.name },
      subject: entry.subject,
      detail: entry.detail ?? null,
      restricted: entry.restricted,
      salt: chance.random(SALT_BYTES),
    })),
  );
}
