import { ok, type Result } from "../result.ts";
import { no, type ReviewNo } from "./refusal.ts";
import type { ReviewState } from "./reviewState.ts";
import { type Act, STAGES, type Stage } from "./reviewWords.ts";
import type { Side } from "./side.ts";
import { stageOf } from "./stage.ts";

type Rule = {
  readonly sides: readonly Side[];
  readonly stages: readonly Stage[];
  /** The act that the review must have been opened for. */
  readonly act?: Act;
};

const LAB = ["lab"] as const;
const AGENCY = ["agency"] as const;
const BOTH = ["lab", "agency"] as const;
const SENT = ["submitted", "terms-agreed", "access-open", "results-shared"] as const;
const OPEN = ["drafted", ...SENT] as const;
const ACCESS = ["access-open", "results-shared"] as const;
const EVER = [...OPEN, "closed"] as const;

/** Who may do what, and when. The server refuses by it, the screen greys its buttons by it. */
export const REVIEW_MOVES = {
  submit: { sides: LAB, stages: ["drafted"] },
  "name-agency": { sides: LAB, stages: OPEN },
  "ask-to-join": { sides: AGENCY, stages: SENT },
  "answer-agency": { sides: LAB, stages: OPEN },
  "date-release": { sides: LAB, stages: EVER },
  release: { sides: LAB, stages: EVER },
  withdraw: { sides: LAB, stages: OPEN },
  complete: { sides: LAB, stages: OPEN },
  "find-not-applicable": { sides: LAB, stages: OPEN },
  "propose-terms": { sides: BOTH, stages: OPEN, act: "access-window" },
  "sign-terms": { sides: BOTH, stages: SENT, act: "access-window" },
  "confirm-access": { sides: LAB, stages: ["terms-agreed"], act: "access-window" },
  "leave-days-uncounted": { sides: LAB, stages: ACCESS, act: "access-window" },
  "report-outage": { sides: BOTH, stages: ACCESS, act: "access-window" },
  "ask-grant": { sides: AGENCY, stages: SENT, act: "access-window" },
  "answer-grant": { sides: LAB, stages: SENT, act: "access-window" },
  "end-grant": { sides: LAB, stages: SENT, act: "access-window" },
  "declare-conflict": { sides: AGENCY, stages: SENT, act: "access-window" },
  recuse: { sides: AGENCY, stages: SENT, act: "access-window" },
  "seal-material": { sides: BOTH, stages: SENT },
  "rewrap-material": { sides: BOTH, stages: SENT },
  "claim-label": { sides: BOTH, stages: EVER },
  "give-result": { sides: AGENCY, stages: ACCESS, act: "access-window" },
  "reply-to-result": { sides: LAB, stages: EVER, act: "access-window" },
  "share-result": { sides: AGENCY, stages: EVER, act: "access-window" },
  "file-finding": { sides: AGENCY, stages: EVER, act: "access-window" },
  "open-incident": { sides: BOTH, stages: ACCESS, act: "access-window" },
  "end-incident": { sides: LAB, stages: EVER, act: "access-window" },
  "ask-coverage": { sides: LAB, stages: OPEN, act: "coverage-enquiry" },
  "record-coverage": { sides: ["recorder"], stages: EVER, act: "coverage-enquiry" },
  "propose-partner": { sides: BOTH, stages: SENT, act: "partner-selection" },
  "answer-partner": { sides: BOTH, stages: SENT, act: "partner-selection" },
  "state-destruction": { sides: BOTH, stages: ["closed"] },
} as const satisfies Record<string, Rule>;

export type ReviewMove = keyof typeof REVIEW_MOVES;

const STAGE_SAYS: Record<Stage, string> = {
  drafted: "The review is still a draft of the lab.",
  submitted: "The terms have not been signed by both sides yet.",
  "terms-agreed": "The lab has not confirmed yet that access works.",
  "access-open": "The window is open.",
  "results-shared": "Results have been shared.",
  closed: "The review has ended; what it left is a record.",
};

const BEHIND_SAYS: Record<Stage, string> = {
  drafted: "The review has been opened.",
  submitted: "The review has been handed in.",
  "terms-agreed": "The terms have been signed by both sides.",
  "access-open": "The lab has confirmed that access works.",
  "results-shared": "Results have been shared.",
  closed: STAGE_SAYS.closed,
};

const isBehind = ({ stages }: Rule, stage: Stage): boolean =>
  stages.every((one) => STAGES.indexOf(one) < STAGES.indexOf(stage));

/** `isOver`: whether the clock says that the window is over, whatever has been recorded. */
export function mayMoveReview(
  move: ReviewMove,
  state: ReviewState,
  isOver: boolean,
  side: Side,
): Result<true, ReviewNo> {
  const rule: Rule = REVIEW_MOVES[move];
  if (!rule.sides.includes(side))
    return no("review/not-your-side", `That is for the ${rule.sides.join(" or the ")}.`);
  if (rule.act !== undefined && !state.acts.includes(rule.act))
    return no("review/not-asked-for", "The lab did not open the review for this.");
  const stage = stageOf(state, isOver);
  if (rule.stages.includes(stage)) return ok(true);
  if (stage === "closed") return no("review/closed", STAGE_SAYS.closed);
  return isBehind(rule, stage)
    ? no("review/already", BEHIND_SAYS[stage])
    : no("review/not-yet", STAGE_SAYS[stage]);
}

export const reviewMovesOf = (state: ReviewState, isOver: boolean, side: Side) =>
  (Object.keys(REVIEW_MOVES) as ReviewMove[]).map((move) => {
    const may = mayMoveReview(move, state, isOver, side);
    return { move, open: may.ok, why: may.ok ? null : may.refusal.detail };
  });
