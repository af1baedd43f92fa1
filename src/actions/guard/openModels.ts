import { openModelPort } from "#outside/models/openModelPort.ts";
import type { ModelPort } from "#outside/models/port.ts";

/** A draft is waited for by whoever asked a model: it comes soon or not at all. */
const TIMEOUT_MS = 30_000;

/** Models over the network, for drafts. */
export const openModels = (): ModelPort =>
  openModelPort({
    mode: "live",
    fetch: globalThis.fetch,
    now: () => Date.now(),
    chance: () => Math.random(),
    timeoutMs: TIMEOUT_MS,
    retry: { attempts: 2 },
  });
