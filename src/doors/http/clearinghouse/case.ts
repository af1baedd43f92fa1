import { countCases, readCases } from "#actions/clearinghouse/listCases.ts";
import { readCase, readCaseEvents } from "#actions/clearinghouse/readCase.ts";
import * as work from "#actions/clearinghouse/workCase.ts";
import * as contract from "#contract/clearinghouse/case.ts";
import * as evidence from "#contract/clearinghouse/evidence.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";

export const caseRoutes = [
  on(contract.listCases, async ({ deps, asker, query }) => ok(await readCases(deps, asker, query))),
  on(contract.countCases, async ({ deps, asker, query }) =>
    ok(await countCases(deps, asker, query.assigned)),
  ),
  on(contract.getCase, ({ deps, asker, params }) => readCase(deps, asker, params.ref)),
  on(contract.listCaseEvents, ({ deps, asker, params, query }) =>
    readCaseEvents(deps, asker, params.ref, query),
  ),
  on(contract.assignCase, ({ deps, asker, params, body }) =>
    work.assignCase(deps, asker, params.ref, body.personId),
  ),
  on(contract.titleCase, ({ deps, asker, params, body }) =>
    work.titleCase(deps, asker, params.ref, body.title),
  ),
  on(contract.markCase, ({ deps, asker, params, body }) =>
    work.markCase(deps, asker, params.ref, body),
  ),
  on(contract.closeCase, ({ deps, asker, params, body }) =>
    work.closeCase(deps, asker, params.ref, body.reason),
  ),
  on(contract.reopenCase, ({ deps, asker, params, body }) =>
    work.reopenCase(deps, asker, params.ref, body.reason),
  ),
  on(contract.recordCve, ({ deps, asker, params, body }) =>
    work.recordCve(deps, asker, params.ref, body),
  ),
  on(contract.recordRemediation, ({ deps, asker, params, body }) =>
    work.recordRemediation(deps, asker, params.ref, body),
  ),
  on(evidence.recordEvidence, ({ deps, asker, params, body }) =>
    work.recordEvidence(deps, asker, params.ref, body),
  ),
  on(evidence.stateSeverity, ({ deps, asker, params, body }) =>
    work.stateSeverity(deps, asker, params.ref, body),
  ),
  on(evidence.stateInput, ({ deps, asker, params, body }) =>
    work.stateInput(deps, asker, params.ref, { ...body, asOf: body.asOf ?? null }),
  ),
  on(evidence.recordExploitation, ({ deps, asker, params, body }) =>
    work.recordExploitation(deps, asker, params.ref, body),
  ),
];
