import type { Json } from "../../canonicalJson.ts";
import { stepsOf, toPointer } from "../../jsonPointer.ts";
import { ok, type Refusal, type Result, refuse } from "../../result.ts";
import { valueAt } from "../rule/match.ts";
import type { Effect } from "./toolsConfig.ts";

export type WorldRefusal = Refusal<"tool/effect">;
type Members = { readonly [name: string]: Json };

/** What an effect may refer to. */
export type EffectSources = {
  readonly arguments: Json;
  readonly result: Json;
  readonly world: Json;
};

const isMembers = (value: Json | undefined): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const REFERENCE = "$from";

/** A value with each `{"$from": pointer}` replaced by what stands there. */
export function fillReferences(value: Json, sources: EffectSources): Result<Json, WorldRefusal> {
  const missing: string[] = [];
  const fill = (held: Json): Json => {
    if (Array.isArray(held)) return held.map(fill);
    if (!isMembers(held)) return held;
    const pointer = held[REFERENCE];
    if (Object.keys(held).length === 1 && typeof pointer === "string") {
      const found = valueAt(sources, pointer) as Json | undefined;
      if (found === undefined) missing.push(pointer);
      return found ?? null;
    }
    return Object.fromEntries(Object.entries(held).map(([name, own]) => [name, fill(own)]));
  };
  const filled = fill(value);
  return missing.length === 0
    ? ok(filled)
    : refuse("tool/effect", `Nothing stands at ${missing.join(", ")}.`);
}

/** The world after some effects, all or none of them; the world given is not changed. */
export function applyEffects(
  effects: readonly Effect[],
  sources: EffectSources,
): Result<Json, WorldRefusal> {
  let { world } = sources;
  for (const effect of effects) {
    const applied = applyEffect(effect, { ...sources, world });
    if (!applied.ok) return applied;
    world = applied.value;
  }
  return ok(world);
}

function applyEffect(effect: Effect, sources: EffectSources): Result<Json, WorldRefusal> {
  if ("remove" in effect) return change(sources.world, stepsOf(effect.remove), () => undefined);
  const value = fillReferences(effect.value, sources);
  if (!value.ok) return value;
  if ("set" in effect) return change(sources.world, stepsOf(effect.set), () => value.value);
  const held = valueAt(sources.world, effect.append);
  if (held !== undefined && !Array.isArray(held))
    return refuse("tool/effect", `${effect.append} holds no list to append to.`);
  const list = [...((held as Json[] | undefined) ?? []), value.value];
  return change(sources.world, stepsOf(effect.append), () => list);
}

/** A copy in which one place holds something else; objects on the way are made, `undefined` takes it away. */
function change(
  held: Json | undefined,
  steps: readonly string[],
  make: () => Json | undefined,
  walked: readonly string[] = [],
): Result<Json, WorldRefusal> {
  const [step, ...rest] = steps;
  if (step === undefined) return ok(make() ?? null);
  const inner = valueAt(held, toPointer([step])) as Json | undefined;
  if (inner === undefined && make() === undefined) return ok(held ?? null);
  if (Array.isArray(held)) return changeList(held, step, rest, make, walked);
  if (held !== undefined && !isMembers(held))
    return refuse(
      "tool/effect",
      `${toPointer(walked) || "The world"} holds nothing that could have ${step}.`,
    );
  const members = held ?? {};
  if (rest.length === 0 && make() === undefined) {
    const { [step]: _, ...others } = members;
    return ok(others);
  }
  const changed = change(inner, rest, make, [...walked, step]);
  if (!changed.ok) return changed;
  return ok(Object.fromEntries([...Object.entries(members), [step, changed.value]]));
}

function changeList(
  held: readonly Json[],
  step: string,
  rest: readonly string[],
  make: () => Json | undefined,
  walked: readonly string[],
): Result<Json, WorldRefusal> {
  const at = /^(?:0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
  if (at < 0 || at >= held.length)
    return refuse("tool/effect", `The list at ${toPointer(walked) || "/"} has no place ${step}.`);
  if (rest.length === 0 && make() === undefined) return ok(held.toSpliced(at, 1));
  const changed = change(held[at], rest, make, [...walked, step]);
  return changed.ok ? ok(held.with(at, changed.value)) : changed;
}
