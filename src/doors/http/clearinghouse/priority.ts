import type { Readable } from "node:stream";
import { finishTask } from "#actions/clearinghouse/finishTask.ts";
import { importPriority } from "#actions/clearinghouse/importPriority.ts";
import { readPrecision } from "#actions/clearinghouse/readPrecision.ts";
import * as contract from "#contract/clearinghouse/evidence.ts";
import { ok, refuse } from "#core/result.ts";
import { on, refuseCall } from "../bind.ts";
import { readBody } from "./body.ts";

export const priorityRoutes = [
  on(contract.importPriority, async ({ deps, asker, params, request, reply }) => {
    const bytes = await readBody(request.body as Readable, deps.limits.fileBytes);
    if (!bytes) return refuse("request/too-large", "This file is larger than an import may be.");
    const imported = await importPriority(deps, asker, params.name, bytes);
    if (imported.ok) return imported;
    if (imported.problems) refuseCall(reply, imported.refusal, imported.problems);
    return imported;
  }),
  on(contract.listPrecision, async ({ deps, asker }) =>
    ok({ items: await readPrecision(deps, asker) }),
  ),
  on(contract.finishTask, ({ deps, asker, params }) => finishTask(deps, asker, params.id)),
];
