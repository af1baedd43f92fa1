import { join } from "node:path";
import type { Price } from "#core/evaluation/run/budget.ts";
import { endpointOf, samplingOf } from "#core/evaluation/target/modelChoice.ts";
import type { TargetConfig } from "#core/evaluation/target/targetConfig.ts";
import type { Fetch } from "../models/exchange.ts";
import type { ModelPort } from "../models/port.ts";
import { openHttpTarget } from "./httpTarget.ts";
import { openModelTarget } from "./modelTarget.ts";
import { openProcessTarget } from "./processTarget.ts";
import type { Target } from "./target.ts";

/** A stub of ours on a port of this machine, until it is closed. */
export type RunningOrganism = { readonly url: string; readonly close: () => Promise<void> };

export type TargetDeps = {
  readonly port: ModelPort;
  readonly fetch: Fetch;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The key that a variable holds; null where none is named. Throws a sentence where it is not set. */
  readonly keyOf: (variable: string | undefined) => string | null;
  readonly startOrganism: (
    organism: Extract<TargetConfig, { kind: "organism" }>,
  ) => Promise<RunningOrganism>;
  /** Where relative paths begin. */
  readonly base: string;
  readonly price: Price | null;
  readonly now: () => number;
  readonly chance: () => number;
};

type Live = Exclude<TargetConfig, { kind: "traces" }>;
type Of<K extends Live["kind"]> = Extract<Live, { kind: K }>;

/** Opens whatever is to be evaluated. Recorded traces are not opened but read. */
export async function openTarget(config: Live, deps: TargetDeps): Promise<Target> {
  switch (config.kind) {
    case "openai":
    case "anthropic":
      return openModel(config, deps);
    case "http": {
      const { url, traced: isTraced, timeout_s, key_env } = config;
      const { price, fetch, now, chance } = deps;
      const key = deps.keyOf(key_env);
      return openHttpTarget({
        url,
        key,
        isTraced,
        price,
        timeoutMs: timeout_s * 1000,
        fetch,
        now,
        chance,
      });
    }
    case "process":
      return openProcess(config, deps);
    case "organism":
      return await openOrganism(config, deps);
  }
}

function openModel(config: Of<"openai" | "anthropic">, { port, keyOf, price }: TargetDeps): Target {
  const { kind, system: _, timeout_s, ...rest } = config;
  const choice = { provider: kind, ...rest };
  return openModelTarget({
    port,
    endpoint: { ...endpointOf(choice), key: keyOf(choice.key_env) },
    sampling: samplingOf(choice),
    price,
    timeoutMs: timeout_s * 1000,
  });
}

/** A process sees no variable of ours but those that are named. */
function openProcess(config: Of<"process">, { env, base, price }: TargetDeps): Target {
  const named = ["PATH", "HOME", "LANG", ...config.env].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return openProcessTarget({
    command: config.command,
    cwd: join(base),
    env: { ...Object.fromEntries(named), ...config.settings },
    isTraced: config.traced,
    price,
    timeoutMs: config.timeout_s * 1000,
  });
}

async function openOrganism(config: Of<"organism">, deps: TargetDeps): Promise<Target> {
  const running = await deps.startOrganism(config);
  const choice = { provider: config.protocol, url: running.url, model: "organism" };
  const target = openModelTarget({
    port: deps.port,
    endpoint: { ...endpointOf({ ...choice, sampling: config.sampling }), key: null },
    sampling: samplingOf({ ...choice, sampling: config.sampling }),
    price: deps.price,
    timeoutMs: config.timeout_s * 1000,
  });
  return { ...target, close: running.close };
}
