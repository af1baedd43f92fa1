import { listOrders, orderEvaluation, stopOrder } from "#actions/evaluationDesk/orders.ts";
import {
  beginBatch,
  draftResult,
  finishOrder,
  reportContainment,
} from "#actions/evaluationDesk/runnerActs.ts";
import * as contract from "#contract/evaluation/order.ts";
import { on } from "../bind.ts";
import { callerOf } from "../review/caller.ts";

export const orderRoutes = [
  on(contract.orderEvaluation, ({ deps, asker, params, body }) =>
    orderEvaluation(deps, asker, params.ref, body),
  ),
  on(contract.listOrders, ({ deps, asker, params }) => listOrders(deps, asker, params.ref)),
  on(contract.beginBatch, ({ deps, asker, params, body, request }) =>
    beginBatch(deps, asker, callerOf(request, asker), params, body),
  ),
  on(contract.stopOrder, ({ deps, asker, params, body }) =>
    stopOrder(deps, asker, params, body.reason),
  ),
  on(contract.finishOrder, ({ deps, asker, params, body }) =>
    finishOrder(deps, asker, params, body),
  ),
  on(contract.reportContainment, ({ deps, asker, params, body }) =>
    reportContainment(deps, asker, params, body),
  ),
  on(contract.draftResultFromRun, ({ deps, asker, params, query }) =>
    draftResult(deps, asker, params, query),
  ),
];
