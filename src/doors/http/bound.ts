import { oidcRoutes } from "./access/oidc.ts";
import { partyRoutes } from "./access/party.ts";
import { sessionRoutes } from "./access/session.ts";
import type { Bound } from "./bind.ts";
import { advisoryRoutes } from "./clearinghouse/advisory.ts";
import { caseRoutes } from "./clearinghouse/case.ts";
import { coordinationRoutes } from "./clearinghouse/coordination.ts";
import { mergeRoutes } from "./clearinghouse/merge.ts";
import { priorityRoutes } from "./clearinghouse/priority.ts";
import { reportRoutes } from "./clearinghouse/report.ts";
import { orderRoutes } from "./evaluation/order.ts";
import { runRoutes } from "./evaluation/run.ts";
import { trialRoutes } from "./evaluation/trial.ts";
import { escalationRoutes } from "./guard/escalation.ts";
import { packRoutes } from "./guard/pack.ts";
import { recordRoutes } from "./guard/record.ts";
import { registerRoutes } from "./guard/register.ts";
import { ledgerRoutes } from "./ledger/ledger.ts";
import { actRoutes } from "./review/act.ts";
import { reviewRoutes } from "./review/review.ts";
import { sealedRoutes } from "./review/sealed.ts";
import { exerciseRoutes } from "./system/exercise.ts";
import { healthRoutes } from "./system/health.ts";

/** Every route with what answers it. */
export const BOUND: readonly Bound[] = [
  ...sessionRoutes,
  ...oidcRoutes,
  ...partyRoutes,
  ...reportRoutes,
  ...caseRoutes,
  ...mergeRoutes,
  ...priorityRoutes,
  ...coordinationRoutes,
  ...advisoryRoutes,
  ...packRoutes,
  ...escalationRoutes,
  ...recordRoutes,
  ...registerRoutes,
  ...ledgerRoutes,
  ...reviewRoutes,
  ...actRoutes,
  ...sealedRoutes,
  ...runRoutes,
  ...trialRoutes,
  ...orderRoutes,
  ...exerciseRoutes,
  ...healthRoutes,
];
