import type { Stamp } from "../actor.ts";
import type { Day } from "../day.ts";
import type { Origin } from "../membership.ts";

/** A person's word on one input of the decision tables. `null` says "unknown" again. */
export type InputEvent = {
  readonly type: "input-stated";
  readonly input: string;
  readonly value: string | null;
  readonly source: string;
  readonly asOf: Day;
};

export type StatedInput = Omit<InputEvent, "type"> & {
  readonly by: string;
  readonly at: string;
  readonly from: Origin;
};

export function foldInputs(
  stated: readonly StatedInput[],
  event: InputEvent & Stamp,
): readonly StatedInput[] {
  const { input, value, source, asOf, at, by } = event;
  return [...stated, { input, value, source, asOf, at, by: by.label, from: null }];
}

/** The newest word of the case itself; where it has none, the newest that a merge brought. */
export function inputStated(stated: readonly StatedInput[], input: string): StatedInput | null {
  const all = stated.filter((statement) => statement.input === input);
  return all.findLast(({ from }) => from === null) ?? all.at(-1) ?? null;
}
