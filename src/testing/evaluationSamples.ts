import { DIMENSION, makeRun } from "./evaluationRuns.ts";

const made = makeRun({ cases: 1, rule: () => "no" });
const SOMEBODY = "6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f";

/** A body for every route of evaluations that takes one. */
export const EVALUATION_BODIES: Readonly<Record<string, () => object | string>> = {
  openEvaluation: () => made.opening,
  appendTrials: () => `${JSON.stringify(made.trials[0])}\n`,
  finishEvaluation: () => ({ stopped: null, integrity: "clean", note: "" }),
  reportFromTrial: () => ({
    title: "A crafted index makes the reader write past a heap block",
    description: "Line 208 multiplies the entry count in 32 bits.",
    component: null,
    version: null,
    weakness: null,
    reproducer: null,
    expected: null,
    actual: null,
    trace: null,
    humanCheck: null,
  }),
  drawLabelSample: () => ({
    dimension: DIMENSION,
    seed: "11",
    size: 1,
    doubled: 0,
    labellers: [SOMEBODY],
  }),
  putLabel: () => ({ dimension: DIMENSION, outcome: "no", reason: "Nothing was sent", quotes: [] }),
  freezeAnchorSet: () => ({ title: "Statements", dimension: DIMENSION }),
  checkAnchorSet: () => ({
    judge: made.opening.runKey,
    name: "j-alpha",
    outcomes: [{ trial: made.opening.runKey, outcome: "no" }],
  }),
};

/** What stands for the names in the paths of evaluations: one that is nowhere. */
export const EVALUATION_PARAMS: Readonly<Record<string, string>> = {
  ref: "EV-2026-999999",
  other: "EV-2026-999998",
  number: "1",
  id: SOMEBODY,
};

export const isOfEvaluations = (path: string): boolean =>
  /^\/api\/(?:evaluations|anchor-sets)\b/.test(path);
