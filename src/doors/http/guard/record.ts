import { explainRecord } from "#actions/guard/explainRecord.ts";
import { readFigures } from "#actions/guard/readFigures.ts";
import { postRecords, readRecord, readRecords } from "#actions/guard/readRecords.ts";
import { getGuardFigures } from "#contract/guard/figure.ts";
import * as contract from "#contract/guard/record.ts";
import type { GuardRecord } from "#core/guard/audit/guardRecord.ts";
import { on } from "../bind.ts";

export const recordRoutes = [
  on(contract.postGuardRecords, ({ deps, asker, body }) =>
    postRecords(deps, asker, body.records as readonly GuardRecord[]),
  ),
  on(contract.listGuardRecords, ({ deps, asker, query }) => readRecords(deps, asker, query)),
  on(contract.getGuardRecord, ({ deps, asker, params }) => readRecord(deps, asker, params.id)),
  on(contract.explainGuardRecord, ({ deps, asker, params, body }) =>
    explainRecord(deps, asker, params.id, body.parts),
  ),
  on(getGuardFigures, ({ deps, asker, query }) => readFigures(deps, asker, query.days)),
];
