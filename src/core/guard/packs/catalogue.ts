import type { Pack } from "../pack.ts";
import { personalDataPack } from "./personalData.ts";
import { secretsPack } from "./secrets.ts";

/** What applies where no pack is named. */
export const DEFAULT_PACKS: readonly Pack[] = [secretsPack, personalDataPack];
/** Every pack of our own. */
export const PACKS: readonly Pack[] = DEFAULT_PACKS;
