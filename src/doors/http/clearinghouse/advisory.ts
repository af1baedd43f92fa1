import { editAdvisory } from "#actions/clearinghouse/editAdvisory.ts";
import { publishAdvisory } from "#actions/clearinghouse/publishAdvisory.ts";
import { readAdvisories, readAdvisory, renderDraft } from "#actions/clearinghouse/readAdvisory.ts";
import { startAdvisory } from "#actions/clearinghouse/startAdvisory.ts";
import { withdrawAdvisory } from "#actions/clearinghouse/withdrawAdvisory.ts";
import * as contract from "#contract/clearinghouse/advisory.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";

export const advisoryRoutes = [
  on(contract.startAdvisory, ({ deps, asker, params }) => startAdvisory(deps, asker, params.ref)),
  on(contract.listAdvisories, async ({ deps, asker, query }) =>
    ok(await readAdvisories(deps, asker, query)),
  ),
  on(contract.getAdvisory, ({ deps, asker, params }) => readAdvisory(deps, asker, params.ref)),
  on(contract.editAdvisory, ({ deps, asker, params, body }) =>
    editAdvisory(deps, asker, params.ref, body),
  ),
  on(contract.publishAdvisory, ({ deps, asker, params, body }) =>
    publishAdvisory(deps, asker, params.ref, body),
  ),
  on(contract.withdrawAdvisory, ({ deps, asker, params, body }) =>
    withdrawAdvisory(deps, asker, params.ref, body.reason),
  ),
  on(contract.renderAdvisory, ({ deps, asker, params }) =>
    renderDraft(deps, asker, params.ref, params.rendering),
  ),
];
