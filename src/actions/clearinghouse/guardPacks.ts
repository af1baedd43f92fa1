import { embargoMarkPack } from "#core/guard/packs/embargoMark.ts";
import { tlpMarkPack } from "#core/guard/packs/tlpMark.ts";

/** What every outgoing thing is read by. */
export const GUARD_PACKS = [tlpMarkPack, embargoMarkPack];
