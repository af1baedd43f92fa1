import { setTimeout as sleep } from "node:timers/promises";
import type { Patience } from "#core/sealed/patience.ts";

/** A minute and a half altogether: a server that is started again is back by then. */
export const patience: Patience = { sleep: async (ms) => await sleep(ms), tries: 10 };
