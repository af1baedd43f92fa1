import type { Problem } from "../../problem.ts";
import type { ModelJudge } from "../run/modelJudge.ts";
import { SCRIPTED } from "../run/scripted.ts";
import type { Tester } from "../run/tester.ts";
import { NO_TOOLS, type ToolBox } from "../run/toolBox.ts";
import type { EvaluationConfig } from "./evaluationConfig.ts";

/** Who takes part beside the target. */
export type Members = {
  readonly tester: Tester;
  readonly toolBox: ToolBox;
  readonly modelJudges: readonly ModelJudge[];
};

type Steps = readonly (string | number)[];
export type Unread = { readonly steps: Steps; readonly value: Readonly<Record<string, unknown>> };

/** Tester, tools and model judges as their own schemas read them. */
export function readMembers(
  { tester, tools }: Pick<EvaluationConfig, "tester" | "tools">,
  judges: readonly Unread[],
  faultAt: (steps: Steps, message: string) => Problem,
): { readonly members: Members; readonly problems: readonly Problem[] } {
  const problems = [
    ...(tester === undefined ? [] : [faultAt(["tester"], "cannot be read yet.")]),
    ...(tools === undefined ? [] : [faultAt(["tools"], "cannot be read yet.")]),
    ...judges.map(({ steps }) => faultAt(steps, "names a model. Write a rule with yes_if.")),
  ];
  return { members: { tester: SCRIPTED, toolBox: NO_TOOLS, modelJudges: [] }, problems };
}
