import type { Asker } from "#core/access/asker.ts";
import { formatId } from "#core/clearinghouse/ids.ts";
import { decideMerge, decideUndoMerge, type TwoSided } from "#core/clearinghouse/merge.ts";
import { decideSibling } from "#core/clearinghouse/sibling.ts";
import { decideSplit } from "#core/clearinghouse/split.ts";
import { ok, type Result, refuse } from "#core/result.ts";
import { lockCasesById, type StoredCase } from "#store/clearinghouse/case.ts";
import { findFindingRefs } from "#store/clearinghouse/caseFinding.ts";
import { lockProposal, settleProposal } from "#store/clearinghouse/proposal.ts";
import { drawNumbers } from "#store/clearinghouse/report.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { appendEvents, stampOf } from "./appendEvents.ts";
import { changeTwoCases, type Stamp, writeTwo } from "./changeCase.ts";
import { lockCase } from "./lockCase.ts";
import { openCase } from "./openCase.ts";
import { readCasePage } from "./readCase.ts";
import { readProposal } from "./readProposal.ts";

type Refused = { code: string; detail: string };

/** `into` and `from` of a decision, as the two that were locked. */
const sided = <R extends Refused>(decided: Result<TwoSided, R>) =>
  decided.ok ? ok({ one: decided.value.from, other: decided.value.into }) : decided;

/** `ref` becomes part of `into`. The answer is the case that was merged; it names where it went. */
export const mergeCase = (deps: Deps, asker: Asker, ref: string, into: string) =>
  changeTwoCases(deps, asker, [ref, into], (from, target, stamp) =>
    sided(decideMerge(target.state, from.state, stamp)),
  );

export const undoMerge = (deps: Deps, asker: Asker, ref: string, merged: string) =>
  changeTwoCases(deps, asker, [ref, merged], (into, from, stamp) => {
    const decided = decideUndoMerge(into.state, from.state, stamp);
    return decided.ok ? ok({ one: decided.value.into, other: decided.value.from }) : decided;
  });

export const linkSibling = (
  deps: Deps,
  asker: Asker,
  ref: string,
  other: string,
  linked: boolean,
) =>
  changeTwoCases(deps, asker, [ref, other], (one, two, stamp) => {
    const decided = decideSibling(one.state, two.state, linked, stamp);
    return decided.ok ? ok({ one: decided.value.into, other: decided.value.from }) : decided;
  });

export async function splitCase(
  deps: Deps,
  asker: Asker,
  ref: string,
  { findings, reason }: { findings: readonly string[]; reason: string },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const locked = await lockCase(tx, asker, ref);
    if (!locked.ok) return locked;
    const stored = locked.value;
    const named = await findFindingRefs(tx, findings);
    if (named.length !== new Set(findings).size) {
      return refuse("case/no-such-finding", "One of these findings is not in this case.");
    }
    const caseId = deps.chance.newId();
    const stamp = stampOf(asker, deps.now());
    const part = { caseId, title: stored.state.title };
    const ids = named.map(({ id }) => id);
    const decided = decideSplit(stored.state, part, ids, reason, stamp);
    if (!decided.ok) return decided;
    await asDesk(tx, asker, async () => {
      const [number = 0] = await drawNumbers(tx, "case", 1);
      const newRef = formatId("case", deps.now().getUTCFullYear(), number);
      await appendEvents(tx, deps, asker, stored, decided.value.origin);
      await openCase(
        tx,
        deps,
        asker,
        { id: caseId, ref: newRef, like: stored.id },
        decided.value.part,
      );
    });
    return ok(await readCasePage(tx, deps, asker, ref));
  });
}

const ANSWERS = { merge: "merged", sibling: "sibling", apart: "apart" } as const;
type Answer = keyof typeof ANSWERS | "undo";

/** What an answer does to the two cases. The older case takes the newer one in. */
function decidePair(
  answer: Answer,
  was: string,
  newer: StoredCase,
  older: StoredCase,
  stamp: Stamp,
) {
  const nothing = ok({ one: [], other: [] });
  if (answer === "merge") return sided(decideMerge(older.state, newer.state, stamp));
  if (answer === "sibling") return sided(decideSibling(older.state, newer.state, true, stamp));
  if (answer !== "undo") return nothing;
  if (was === "merged") return sided(decideUndoMerge(older.state, newer.state, stamp));
  if (was === "sibling") return sided(decideSibling(older.state, newer.state, false, stamp));
  return nothing;
}

async function pairOf(tx: Tx, proposal: { case_id: string; other_id: string }) {
  const cases = await lockCasesById(tx, [proposal.case_id, proposal.other_id]);
  const newer = cases.find(({ id }) => id === proposal.case_id);
  const older = cases.find(({ id }) => id === proposal.other_id);
  return newer && older ? { newer, older } : undefined;
}

export async function decideProposal(deps: Deps, asker: Asker, id: string, answer: Answer) {
  return await withAsker(deps.db, asker, async (tx) => {
    const proposal = await lockProposal(tx, id);
    const pair = proposal && (await pairOf(tx, proposal));
    if (!proposal || !pair)
      return refuse("proposal/not-found", "There is no such proposal, or it is not for you.");
    const isOpen = proposal.state === "open";
    if (isOpen === (answer === "undo")) {
      return refuse(
        "proposal/decided",
        isOpen
          ? "There is no answer to undo."
          : "This proposal is answered already; undo that first.",
      );
    }
    const written = await writeTwo(tx, deps, asker, pair.newer, pair.older, (newer, older, stamp) =>
      decidePair(answer, proposal.state, newer, older, stamp),
    );
    if (!written.ok) return written;
    await record(tx, deps, asker, [
      {
        kind: "proposal.answered",
        subject: { caseId: pair.newer.id, otherId: pair.older.id, proposalId: id },
        detail: { answer },
        restricted: true,
      },
    ]);
    if (answer === "undo") await settleProposal(tx, id, "open", null, null);
    else await settleProposal(tx, id, ANSWERS[answer], asker.name, deps.now());
    return ok(await readProposal(tx, id));
  });
}
