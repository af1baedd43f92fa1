import type { Checks } from "../check.ts";
import { GENERATED_CHECKS } from "./generatedCheck.ts";
import { NETWORK_CHECKS } from "./networkCheck.ts";
import { PAIR_CHECKS } from "./pairCheck.ts";
import { PERSON_CHECKS } from "./personCheck.ts";
import { PHONE_CHECKS } from "./phoneCheck.ts";
import { SECRET_CHECKS } from "./secretCheck.ts";

/** Checks that built-in packs and users' packs may name. */
export const CHECKS: Checks = {
  ...SECRET_CHECKS,
  ...PERSON_CHECKS,
  ...PHONE_CHECKS,
  ...NETWORK_CHECKS,
  ...GENERATED_CHECKS,
  ...PAIR_CHECKS,
};
