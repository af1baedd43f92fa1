import type { Command } from "../context.ts";

/** From a sentence to a rate, on disk: none of these needs a server or a database. */
export const EVAL_COMMANDS: readonly Command[] = [
  {
    name: "eval init",
    summary: "begin an evaluation in a new folder",
    run: async (args, context) => (await import("./init.ts")).evalInit(args, context),
  },
  {
    name: "eval systematise",
    summary: "take a behaviour apart into categories",
    run: async (args, context) => (await import("./systematise.ts")).evalSystematise(args, context),
  },
  {
    name: "eval design",
    summary: "make the cases of an evaluation",
    run: async (args, context) => (await import("./design.ts")).evalDesign(args, context),
  },
  {
    name: "eval estimate",
    summary: "calls, tokens, time and cost before anything runs",
    run: async (args, context) => (await import("./estimate.ts")).evalEstimate(args, context),
  },
  {
    name: "eval run",
    summary: "evaluate: every stage that is missing, up to the report",
    run: async (args, context) => (await import("./run.ts")).evalRun(args, context),
  },
  {
    name: "eval judge",
    summary: "judge the transcripts of a run",
    run: async (args, context) => (await import("./judge.ts")).evalJudge(args, context),
  },
  {
    name: "eval report",
    summary: "write down what a run came to",
    run: async (args, context) => (await import("./report.ts")).evalReport(args, context),
  },
  {
    name: "eval status",
    summary: "show what a run came to, ours or ASSERT's",
    run: async (args, context) => (await import("./status.ts")).evalStatus(args, context),
  },
  {
    name: "eval compare",
    summary: "set two runs against each other, case against case",
    run: async (args, context) => (await import("./compare.ts")).evalCompare(args, context),
  },
  {
    name: "eval gate",
    summary: "decide whether a run may go through, for CI",
    run: async (args, context) => (await import("./gate.ts")).evalGate(args, context),
  },
  {
    name: "eval calibrate",
    summary: "hold judges against what people say of the same trials",
    run: async (args, context) => (await import("./calibrate.ts")).evalCalibrate(args, context),
  },
  {
    name: "eval push",
    summary: "send a run to a server",
    run: async (args, context) => (await import("./push.ts")).evalPush(args, context),
  },
  {
    name: "eval runner",
    summary: "carry out what is ordered in a review, with your own key",
    run: async (args, context) => (await import("./runner.ts")).evalRunner(args, context),
  },
];
