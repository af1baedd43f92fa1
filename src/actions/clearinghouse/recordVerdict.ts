import type { Asker } from "#core/access/asker.ts";
import type { MoveRefusal } from "#core/clearinghouse/caseMove.ts";
import type { OwnerAnswer } from "#core/clearinghouse/ownerAnswer.ts";
import type { Deps } from "../deps.ts";
import { takeAnswer } from "./answerOwner.ts";
import { changeCase } from "./changeCase.ts";

/** By an owner who is signed in. Nobody else's verdict is taken: the decision looks at the seat, not at the role. */
export const recordVerdict = (deps: Deps, asker: Asker, ref: string, answer: OwnerAnswer) =>
  changeCase<MoveRefusal>(deps, asker, ref, (_state, stamp, tx, stored) =>
    takeAnswer(tx, deps, asker, stored, answer, stamp),
  );
