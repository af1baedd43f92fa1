import type { z } from "zod";
import { OwnerAnswer } from "#contract/clearinghouse/coordination.ts";
import type { RejectionReason } from "#core/clearinghouse/ownerVerdict.ts";

type Answer = z.input<typeof OwnerAnswer>;
export type Words = {
  readonly note: string;
  readonly reason: RejectionReason;
  readonly version: string;
};

/** An answer out of what was filled in, checked by the contract; or the first thing that is wrong with it, in its words. */
export function answerOf(
  kind: Answer["answer"],
  { note, reason, version }: Words,
):
  | { readonly ok: true; readonly value: Answer }
  | { readonly ok: false; readonly problem: string } {
  const said = note.trim() === "" ? {} : { note: note.trim() };
  const fields: Record<Answer["answer"], object> = {
    acknowledge: said,
    confirm: said,
    "need-more": said,
    "not-ours": { reason, ...said },
    "hardening-only": { reason, ...said },
    fixed: { version: version.trim(), ...said },
  };
  const parsed = OwnerAnswer.safeParse({ answer: kind, ...fields[kind] });
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    ok: false,
    problem:
      kind === "fixed"
        ? "Give a version or a commit, such as 3.2.2 or 9f2ad4e."
        : (issue?.message ?? "Something is missing."),
  };
}
