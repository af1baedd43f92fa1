import * as join from "#actions/clearinghouse/joinCases.ts";
import { readProposals } from "#actions/clearinghouse/readProposal.ts";
import { undoSplit } from "#actions/clearinghouse/undoSplit.ts";
import * as contract from "#contract/clearinghouse/merge.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";

export const mergeRoutes = [
  on(contract.listProposals, async ({ deps, asker, query }) =>
    ok(await readProposals(deps, asker, query)),
  ),
  on(contract.decideProposal, ({ deps, asker, params, body }) =>
    join.decideProposal(deps, asker, params.id, body.answer),
  ),
  on(contract.mergeCase, ({ deps, asker, params, body }) =>
    join.mergeCase(deps, asker, params.ref, body.into),
  ),
  on(contract.undoMerge, ({ deps, asker, params, body }) =>
    join.undoMerge(deps, asker, params.ref, body.merged),
  ),
  on(contract.splitCase, ({ deps, asker, params, body }) =>
    join.splitCase(deps, asker, params.ref, body),
  ),
  on(contract.undoSplit, ({ deps, asker, params, body }) =>
    undoSplit(deps, asker, params.ref, body.part),
  ),
  on(contract.linkSibling, ({ deps, asker, params, body }) =>
    join.linkSibling(deps, asker, params.ref, body.other, body.linked),
  ),
];
