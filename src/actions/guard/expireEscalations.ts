import { withSystem } from "#store/database.ts";
import { dropOldOutputs, lockExpired, settleEscalation } from "#store/guard/escalation.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

const AT_ONCE = 100;
const KEPT_MS = 86_400_000;

/** What nobody decided in time is blocked, and its words go. Safe to run twice and too often. */
export async function expireEscalations(
  deps: Pick<Deps, "db" | "now" | "chance">,
  deskId: string,
): Promise<number> {
  const now = deps.now();
  return await withSystem(deps.db, deskId, async (tx) => {
    await dropOldOutputs(tx, new Date(now.getTime() - KEPT_MS));
    const expired = await lockExpired(tx, now, AT_ONCE);
    for (const { id, caseId } of expired) {
      await settleEscalation(tx, id, {
        state: "expired",
        output: null,
        outputSha256: null,
        decidedBy: null,
        decider: null,
        at: now,
        reason: "Nobody decided in time.",
      });
      await record(tx, deps, { deskId, personId: null, name: "Assay" }, [
        {
          kind: "guard.expired",
          subject: { escalationId: id, ...(caseId === null ? {} : { caseId }) },
          restricted: true,
        },
      ]);
    }
    return expired.length;
  });
}
