import type { Pack } from "../pack.ts";
import { aiDisclosurePack } from "./aiDisclosure.ts";
import { embargoMarkPack } from "./embargoMark.ts";
import { erasedPack } from "./erased.ts";
import { finraPack } from "./finra.ts";
import { gdprPack } from "./gdpr.ts";
import { hipaaPack } from "./hipaa.ts";
import { personalDataPack } from "./personalData.ts";
import { secretsPack } from "./secrets.ts";
import { soc2Pack } from "./soc2.ts";
import { tlpMarkPack } from "./tlpMark.ts";
import { tradeSecretPack } from "./tradeSecret.ts";

/** What applies where no pack is named. */
export const DEFAULT_PACKS: readonly Pack[] = [
  secretsPack,
  personalDataPack,
  tlpMarkPack,
  embargoMarkPack,
  tradeSecretPack,
];

/** Every pack of our own; those of a sector must be asked for. */
export const PACKS: readonly Pack[] = [
  ...DEFAULT_PACKS,
  erasedPack,
  hipaaPack,
  gdprPack,
  soc2Pack,
  finraPack,
  aiDisclosurePack,
];
