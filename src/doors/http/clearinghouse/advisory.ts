import * as advisory from "#actions/clearinghouse/advisory.ts";
import * as contract from "#contract/clearinghouse/advisory.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";

export const advisoryRoutes = [
  on(contract.startAdvisory, ({ deps, asker, params }) =>
    advisory.startAdvisory(deps, asker, params.ref),
  ),
  on(contract.listAdvisories, async ({ deps, asker, query }) =>
    ok(await advisory.readAdvisories(deps, asker, query)),
  ),
  on(contract.getAdvisory, ({ deps, asker, params }) =>
    advisory.readAdvisory(deps, asker, params.ref),
  ),
  on(contract.editAdvisory, ({ deps, asker, params, body }) =>
    advisory.editAdvisory(deps, asker, params.ref, body),
  ),
  on(contract.publishAdvisory, ({ deps, asker, params, body }) =>
    advisory.publishAdvisory(deps, asker, params.ref, body),
  ),
  on(contract.renderAdvisory, ({ deps, asker, params }) =>
    advisory.renderDraft(deps, asker, params.ref, params.rendering),
  ),
];
