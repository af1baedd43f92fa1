import { askToJoin } from "#actions/review/askToJoin.ts";
import { listCoverage, recordCoverage } from "#actions/review/coverage.ts";
import { listAccesses } from "#actions/review/followReview.ts";
import { beginUncounted, leaveUncounted } from "#actions/review/leaveUncounted.ts";
import { listEvents } from "#actions/review/listEvents.ts";
import { listLabs } from "#actions/review/listLabs.ts";
import { listReviews } from "#actions/review/listReviews.ts";
import { openReview } from "#actions/review/openReview.ts";
import { oversee } from "#actions/review/oversee.ts";
import { addMyKey, endMyKey, listMyKeys } from "#actions/review/personKeys.ts";
import { readReview } from "#actions/review/readReview.ts";
import {
  beginTermsSignature,
  diffTerms,
  printTerms,
  signTerms,
} from "#actions/review/signTerms.ts";
import { whatIf } from "#actions/review/whatIf.ts";
import * as coverage from "#contract/review/coverage.ts";
import * as keys from "#contract/review/personKey.ts";
import * as contract from "#contract/review/review.ts";
import * as terms from "#contract/review/terms.ts";
import * as uncounted from "#contract/review/uncounted.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";
import { callerOf } from "./caller.ts";
import { followRoute } from "./live.ts";
import { paperRoutes } from "./paper.ts";

export const reviewRoutes = [
  on(contract.listReviews, async ({ deps, asker, query }) =>
    ok(await listReviews(deps, asker, query)),
  ),
  on(contract.openReview, ({ deps, asker, body }) => openReview(deps, asker, body)),
  on(contract.getReview, ({ deps, asker, params, request }) =>
    readReview(deps, asker, callerOf(request, asker), params.ref),
  ),
  on(contract.listReviewEvents, ({ deps, asker, params, query, request }) =>
    listEvents(deps, asker, callerOf(request, asker), params.ref, query),
  ),
  on(contract.listReviewAccesses, ({ deps, asker, params, query }) =>
    listAccesses(deps, asker, params.ref, query),
  ),
  on(contract.whatIfReview, ({ deps, asker, params }) => whatIf(deps, asker, params.ref)),
  on(contract.askToJoinReview, ({ deps, asker, body }) => askToJoin(deps, asker, body)),
  on(contract.listLabs, ({ deps, asker }) => listLabs(deps, asker)),
  on(contract.overseeReviews, ({ deps, asker }) => oversee(deps, asker)),
  on(coverage.listCoverage, ({ deps, asker }) => listCoverage(deps, asker)),
  on(coverage.recordCoverage, ({ deps, asker, params, body }) =>
    recordCoverage(deps, asker, params.ref, body),
  ),
  on(keys.listMyKeys, ({ deps, asker }) => listMyKeys(deps, asker)),
  on(keys.addMyKey, ({ deps, asker, body }) => addMyKey(deps, asker, body)),
  on(keys.endMyKey, ({ deps, asker, params }) => endMyKey(deps, asker, params.id)),
  on(terms.beginTermsSignature, ({ deps, asker, params }) =>
    beginTermsSignature(deps, asker, params),
  ),
  on(terms.signTerms, ({ deps, asker, params, body }) => signTerms(deps, asker, params, body)),
  on(uncounted.beginUncounted, ({ deps, asker, params, body }) =>
    beginUncounted(deps, asker, params.ref, body),
  ),
  on(
    uncounted.leaveDaysUncounted,
    ({ deps, asker, params, body: { signature, ...uncountedDays } }) =>
      leaveUncounted(deps, asker, params.ref, { ...uncountedDays, signing: signature }),
  ),
  on(terms.printTerms, ({ deps, asker, params, request }) =>
    printTerms(deps, asker, callerOf(request, asker), params),
  ),
  on(terms.diffTerms, ({ deps, asker, params, request }) =>
    diffTerms(deps, asker, callerOf(request, asker), params),
  ),
  followRoute,
  ...paperRoutes,
];
