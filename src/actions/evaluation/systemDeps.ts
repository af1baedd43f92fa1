import type { Fetch } from "#outside/models/exchange.ts";
import { openModelPort, type PortMode } from "#outside/models/openModelPort.ts";
import { openSystemFetch } from "#outside/models/systemFetch.ts";
import { openOrganism } from "#outside/organism/server.ts";
import type { EvaluationDeps } from "./deps.ts";

export type SystemDeps = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where answers of models come from; from the network unless told. */
  readonly models?: PortMode;
  /** Stands between what is asked of the network and the network. */
  readonly between?: (fetch: Fetch) => Fetch;
};

/** The machine's own clock, network and chance. */
export function openSystemDeps({
  env,
  models = { mode: "live" },
  between = (fetch) => fetch,
}: SystemDeps): EvaluationDeps {
  const fetch = between(openSystemFetch());
  const network = { fetch, now: () => Date.now(), chance: () => Math.random() };
  return {
    now: () => new Date(),
    clock: () => performance.now(),
    chance: network.chance,
    fetch: network.fetch,
    env,
    openPort: ({ calls, tokens, minutes }) =>
      openModelPort({
        ...models,
        ...network,
        ceilings: { calls, tokens, wallMs: minutes === null ? null : minutes * 60_000 },
      }),
    startOrganism: async ({ organism }) => {
      const { url, close } = await openOrganism(organism);
      return { url: `${url}/v1`, close };
    },
    keyOf: (variable) => {
      if (variable === undefined) return null;
      const key = env[variable]?.trim();
      if (key) return key;
      throw new Error(
        `The variable ${variable} is not set, and is to hold a key. Set it: export ${variable}=…`,
      );
    },
  };
}
