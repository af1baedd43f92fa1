import type { Command } from "../context.ts";

/** From a sentence to a rate, on disk: none of these needs a server or a database. */
export const EVAL_COMMANDS: readonly Command[] = [
  {
    name: "eval run",
    summary: "evaluate: every stage that is missing, up to the report",
    run: async (args, context) => (await import("./run.ts")).evalRun(args, context),
  },
  {
    name: "eval calibrate",
    summary: "hold the judges of a run against people's labels, or draw what they are to label",
    run: async (args, context) => (await import("./calibrate.ts")).evalCalibrate(args, context),
  },
];
