import { join } from "node:path";
import { writeWhole } from "#outside/runFolder/files.ts";
import {
  EVALUATION_FILE,
  type LoadedEvaluation,
  loadEvaluation,
} from "../evaluation/loadEvaluation.ts";
import { SEALED_URL, SEALED_VARIABLE } from "./sealedFetch.ts";

/** An order as the server tells it to the runner. */
export type RunnerOrder = {
  readonly id: string;
  readonly review: string;
  readonly title: string;
  readonly state: "ordered" | "running" | "paused" | "finished" | "stopped";
  readonly why: string | null;
  readonly materialId: string;
  readonly configuration: string;
  readonly testSet: string | null;
  readonly budget: {
    readonly calls: number | null;
    readonly tokens: number | null;
    readonly seconds: number | null;
  };
  readonly seed: string;
};

type Prepared =
  | { readonly ok: true; readonly loaded: LoadedEvaluation }
  | { readonly ok: false; readonly why: string };

const least = (own: number | undefined, budget: number | null): number | undefined =>
  budget === null ? own : Math.min(own ?? budget, budget);

/**
 * The evaluation of an order, in a folder of the agency's own machine. Its target is the endpoint of the lab, whatever the file says of
 * an address: what is written has a name in its place, and the model is called what the lab declared.
 */
export async function prepareOrder(
  order: RunnerOrder,
  folder: string,
  model: string,
): Promise<Prepared> {
  await writeWhole(join(folder, EVALUATION_FILE), order.configuration);
  const read = await loadEvaluation(folder);
  if (!read.ok) return { ok: false, why: read.problems.map(({ message }) => message).join(" ") };
  const { evaluation } = read.loaded;
  const { target, design, ceilings } = evaluation;
  const { calls, tokens, seconds } = order.budget;
  const limited = {
    calls: least(ceilings.calls, calls),
    tokens: least(ceilings.tokens, tokens),
    minutes: least(ceilings.minutes, seconds === null ? null : seconds / 60),
    cost: ceilings.cost,
  };
  const common = {
    ...evaluation,
    design: { ...design, seed: order.seed },
    ceilings: limited,
  };
  const sealed = { url: SEALED_URL, key_env: SEALED_VARIABLE };
  if (target.kind === "openai" || target.kind === "anthropic")
    return {
      ok: true,
      loaded: {
        ...read.loaded,
        evaluation: { ...common, target: { ...target, ...sealed, model } },
      },
    };
  if (target.kind === "http")
    return {
      ok: true,
      loaded: { ...read.loaded, evaluation: { ...common, target: { ...target, ...sealed } } },
    };
  return {
    ok: false,
    why: `An order asks the endpoint that the lab gave: its target is of the kind openai, anthropic or http, not ${target.kind}.`,
  };
}
