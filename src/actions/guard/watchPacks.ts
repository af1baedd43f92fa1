import { CHANNELS } from "#core/guard/channel.ts";
import { withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { readActivePacks } from "./activePacks.ts";
import { keepPacks } from "./keepDecision.ts";

/** Puts into the ledger what an upgrade changed of the packs, before anything is read by them. Safe to repeat. */
export async function watchPacks(
  deps: Pick<Deps, "db" | "now" | "chance">,
  deskId: string,
): Promise<void> {
  await withSystem(deps.db, deskId, async (tx) => {
    const desk = { deskId, personId: null, name: "Assay" };
    for (const channel of CHANNELS)
      await keepPacks(tx, deps, desk, channel, await readActivePacks(tx, channel));
  });
}
