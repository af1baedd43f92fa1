import type { Asker } from "#core/access/asker.ts";
import { decideUndoSplit } from "#core/clearinghouse/split.ts";
import { ok } from "#core/result.ts";
import type { Deps } from "../deps.ts";
import { changeTwoCases } from "./changeCase.ts";

/** The findings that are still in `part` go back to the case they were split from. */
export const undoSplit = (deps: Deps, asker: Asker, ref: string, part: string) =>
  changeTwoCases(deps, asker, [ref, part], (origin, other, stamp) => {
    const decided = decideUndoSplit(origin.state, other.state, stamp);
    return decided.ok ? ok({ one: decided.value.origin, other: decided.value.part }) : decided;
  });
