import * as oidc from "./access/oidc.ts";
import * as party from "./access/party.ts";
import * as session from "./access/session.ts";
import * as advisory from "./clearinghouse/advisory.ts";
import * as cases from "./clearinghouse/case.ts";
import * as coordination from "./clearinghouse/coordination.ts";
import * as evidence from "./clearinghouse/evidence.ts";
import * as merge from "./clearinghouse/merge.ts";
import * as report from "./clearinghouse/report.ts";
import * as anchor from "./evaluation/anchor.ts";
import * as comparison from "./evaluation/comparison.ts";
import * as label from "./evaluation/label.ts";
import * as order from "./evaluation/order.ts";
import * as evaluation from "./evaluation/run.ts";
import * as trial from "./evaluation/trial.ts";
import * as guardEscalation from "./guard/escalation.ts";
import * as guardFigure from "./guard/figure.ts";
import * as guardPack from "./guard/pack.ts";
import * as guardRecord from "./guard/record.ts";
import * as guardRegister from "./guard/register.ts";
import * as ledger from "./ledger/ledger.ts";
import * as act from "./review/act.ts";
import * as coverage from "./review/coverage.ts";
import * as personKey from "./review/personKey.ts";
import * as review from "./review/review.ts";
import * as sealed from "./review/sealed.ts";
import * as terms from "./review/terms.ts";
import * as uncounted from "./review/uncounted.ts";
import type { Route } from "./route.ts";
import * as exercise from "./system/exercise.ts";
import * as health from "./system/health.ts";

const isRoute = (value: unknown): value is Route =>
  typeof value === "object" && value !== null && "path" in value && "permission" in value;

/** Every route there is. A door that lacks one does not start. */
export const ROUTES: readonly Route[] = [
  session,
  oidc,
  party,
  report,
  cases,
  evidence,
  merge,
  coordination,
  advisory,
  review,
  act,
  terms,
  uncounted,
  sealed,
  personKey,
  coverage,
  evaluation,
  trial,
  comparison,
  label,
  anchor,
  order,
  guardPack,
  guardEscalation,
  guardRecord,
  guardRegister,
  guardFigure,
  ledger,
  exercise,
  health,
].flatMap((module) => Object.values(module).filter(isRoute));
