import { embargoPack } from "#core/guard/packs/embargo.ts";
import { tlpPack } from "#core/guard/packs/tlp.ts";

/** What every outgoing thing is read by. */
export const GUARD_PACKS = [tlpPack, embargoPack];
