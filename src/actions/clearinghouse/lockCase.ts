import type { Asker } from "#core/access/asker.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { lockCases, type StoredCase } from "#store/clearinghouse/case.ts";
import type { Tx } from "#store/database.ts";
import { noSuchCase } from "./noSuchCase.ts";

export type LockRefusal = Refusal<"case/not-found" | "case/changed">;

/** Refused when the asker has looked at an earlier version of the case than this one. */
export const asSeen = (
  { hasSeen }: Asker,
  stored: StoredCase,
): Result<StoredCase, Refusal<"case/changed">> =>
  hasSeen === undefined || hasSeen.includes(stored.version)
    ? ok(stored)
    : refuse(
        "case/changed",
        `Somebody changed this case meanwhile: it is at version ${stored.version}. Look at it again.`,
      );

/** The case a request is about, locked until the transaction ends. */
export async function lockCase(
  tx: Tx,
  asker: Asker,
  ref: string,
): Promise<Result<StoredCase, LockRefusal>> {
  const [stored] = await lockCases(tx, [ref]);
  return stored ? asSeen(asker, stored) : noSuchCase();
}
