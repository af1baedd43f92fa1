import type { Asker } from "#core/access/asker.ts";
import { ok, refuse } from "#core/result.ts";
import { lockTask, finishTask as markDone } from "#store/clearinghouse/task.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

export async function finishTask(deps: Deps, asker: Asker, id: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const task = await lockTask(tx, id);
    if (!task) return refuse("task/not-found", "There is no such open task, or it is not for you.");
    await markDone(tx, id, deps.now());
    await record(tx, deps, asker, [
      {
        kind: "task.done",
        subject: { caseId: task.case_id, taskId: id },
        detail: { kind: task.kind },
        restricted: true,
      },
    ]);
    return ok(undefined);
  });
}
