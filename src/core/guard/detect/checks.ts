import type { Checks } from "../check.ts";
import { PERSON_CHECKS } from "./personCheck.ts";
import { SECRET_CHECKS } from "./secretCheck.ts";

/** Checks that built-in packs and users' packs may name. */
export const CHECKS: Checks = { ...SECRET_CHECKS, ...PERSON_CHECKS };
