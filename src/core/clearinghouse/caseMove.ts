import { ok, type Result } from "../result.ts";
import type { CaseStatus } from "./caseFacts.ts";
import { embargoOf, isPublic, pxaOfCase, statusOf } from "./caseFacts.ts";
import type { CaseState } from "./caseState.ts";
import { type CaseRefusal, no } from "./refusal.ts";
import { type EM, mayBeginEmbargo } from "./vultron.ts";

type Terms = {
  readonly status: readonly CaseStatus[];
  /** States of the governing embargo in which the move makes sense; absent: any. */
  readonly embargo?: readonly EM[];
};

const OPEN = ["open"] as const;
const KEPT = ["open", "closed"] as const;

/** What may be done in which state. The server refuses by it, the screen greys its buttons by it. */
export const MOVES = {
  title: { status: OPEN },
  mark: { status: KEPT },
  assign: { status: OPEN },
  close: { status: OPEN },
  reopen: { status: ["closed"] },
  "join-finding": { status: OPEN },
  "record-cve": { status: KEPT },
  "record-remediation": { status: KEPT },
  "record-evidence": { status: OPEN },
  "state-severity": { status: OPEN },
  "state-input": { status: OPEN },
  "record-exploitation": { status: KEPT },
  invite: { status: OPEN },
  "change-participant": { status: OPEN },
  "propose-embargo": { status: OPEN, embargo: ["none", "proposed", "active", "revise"] },
  "accept-embargo": { status: OPEN, embargo: ["proposed", "revise"] },
  "reject-embargo": { status: OPEN, embargo: ["proposed", "revise"] },
  "exit-embargo": { status: OPEN, embargo: ["active", "revise"] },
  "grant-grace": { status: OPEN, embargo: ["active", "revise"] },
  "draft-message": { status: OPEN },
  "send-message": { status: OPEN },
  "give-verdict": { status: OPEN },
  "inform-finder": { status: KEPT },
  merge: { status: OPEN },
  "undo-merge": { status: KEPT },
  split: { status: OPEN },
  "undo-split": { status: OPEN },
  "link-sibling": { status: KEPT },
  "edit-advisory": { status: OPEN },
  "publish-advisory": { status: OPEN, embargo: ["none", "exited"] },
} as const satisfies Record<string, Terms>;

export type Move = keyof typeof MOVES;
export type MoveRefusal = { readonly code: CaseRefusal; readonly detail: string };

const STATUS_SAYS: Record<CaseStatus, string> = {
  open: "The case is open.",
  merged: "The case has been merged into another; undo the merge to work on it.",
  closed: "The case is closed; reopen it first.",
};

const EMBARGO_SAYS: Record<EM, string> = {
  none: "The case has no embargo.",
  proposed: "An embargo is proposed; accept or reject it first.",
  active: "An embargo is in force.",
  revise: "An embargo is in force, and a change to it is under discussion.",
  exited: "The embargo has ended; a new one cannot begin.",
};

/** A public flaw has no embargo left, whatever the record still says. */
const governing = (state: CaseState): EM => {
  const { em } = embargoOf(state);
  if (!isPublic(state)) return em;
  return em === "active" || em === "revise" ? "exited" : em === "proposed" ? "none" : em;
};

export function mayMove(move: Move, state: CaseState): Result<true, MoveRefusal> {
  const terms: Terms = MOVES[move];
  const status = statusOf(state);
  if (!terms.status.includes(status)) return no(`case/${status}`, STATUS_SAYS[status]);
  const em = governing(state);
  if (terms.embargo !== undefined && !terms.embargo.includes(em))
    return no(`embargo/${em}`, EMBARGO_SAYS[em]);
  const seeks = move === "propose-embargo" || move === "accept-embargo";
  const begins = seeks && (em === "none" || em === "proposed");
  if (begins && !mayBeginEmbargo(pxaOfCase(state)))
    return no("embargo/too-late", "The flaw is public or under attack: no embargo can begin.");
  return ok(true);
}

/** Every move with whether it may be made now and, if not, why: what a screen needs. */
export const movesOf = (
  state: CaseState,
): readonly { readonly move: Move; readonly allowed: boolean; readonly why: string | null }[] =>
  (Object.keys(MOVES) as Move[]).map((move) => {
    const may = mayMove(move, state);
    return { move, allowed: may.ok, why: may.ok ? null : may.refusal.detail };
  });
