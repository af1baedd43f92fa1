import { readInclusionProof } from "#actions/ledger/readInclusionProof.ts";
import { readCheckpoint, readEntries } from "#actions/ledger/readLedger.ts";
import { zipLedger } from "#actions/ledger/zipLedger.ts";
import * as contract from "#contract/ledger/ledger.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";

export const ledgerRoutes = [
  on(contract.getCheckpoint, async ({ deps, asker }) =>
    ok(await readCheckpoint(deps, asker?.deskId ?? deps.site.desk.id)),
  ),
  on(contract.listLedger, async ({ deps, asker, query }) =>
    ok(await readEntries(deps, asker, query)),
  ),
  on(contract.getInclusionProof, ({ deps, asker, params }) =>
    readInclusionProof(deps, asker, params.index),
  ),
  on(contract.exportLedger, async ({ deps, asker, reply }) => {
    reply.header("content-disposition", 'attachment; filename="ledger.zip"');
    return ok(await zipLedger(deps, asker));
  }),
];
