import { z } from "zod";
import { Day } from "../page.ts";
import { route } from "../route.ts";
import { ReviewPage } from "./reviewPage.ts";
import { Prose, ReviewParams } from "./shapes.ts";
import { Signing, ToSign } from "./terms.ts";

const Uncounted = z.strictObject({ days: z.array(Day).min(1).max(30), reason: Prose });

export const beginUncounted = route({
  id: "beginUncounted",
  method: "POST",
  path: "/api/reviews/:ref/leave-days-uncounted/begin",
  summary: "Ask for what the lab signs when it leaves these days uncounted",
  permission: "review.lead",
  audit: "none",
  ofReview: true,
  params: ReviewParams,
  body: Uncounted,
  answer: ToSign,
});

export const leaveDaysUncounted = route({
  id: "leaveDaysUncounted",
  method: "POST",
  path: "/api/reviews/:ref/leave-days-uncounted",
  summary: "Leave named past days uncounted, after an outage of the lab, by an act that it signs",
  permission: "review.lead",
  audit: "decision",
  ofReview: true,
  params: ReviewParams,
  body: Uncounted.extend({ signature: Signing }),
  answer: ReviewPage,
});
