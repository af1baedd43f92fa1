import type { Problem } from "../../problem.ts";
import { ModelJudgeConfig } from "../modelJudge/modelJudgeConfig.ts";
import type { Tester } from "../run/tester.ts";
import { NO_TOOLS, type ToolBox } from "../run/toolBox.ts";
import { toModelTester } from "../tester/modelTester.ts";
import { SCRIPTED } from "../tester/scriptedTester.ts";
import { TesterConfig } from "../tester/testerConfig.ts";
import { ToolsConfig } from "../tools/toolsConfig.ts";
import { toToolBox } from "../tools/toToolBox.ts";
import type { EvaluationConfig } from "./evaluationConfig.ts";
import { readAt } from "./issues.ts";

/** Who takes part beside the target. */
export type Members = {
  readonly tester: Tester;
  readonly testerConfig: TesterConfig | null;
  readonly toolBox: ToolBox;
  readonly modelJudges: readonly ModelJudgeConfig[];
};

type Steps = readonly (string | number)[];
export type Unread = { readonly steps: Steps; readonly value: Readonly<Record<string, unknown>> };

/** Tester, tools and model judges as their own schemas read them. */
export function readMembers(
  { tester, tools }: Pick<EvaluationConfig, "tester" | "tools">,
  judges: readonly Unread[],
  lineOf: (steps: Steps) => number,
): { readonly members: Members; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const take = <T>(read: ReturnType<typeof readAt<T>>): T | null => {
    if (read.ok) return read.value;
    problems.push(...read.problems);
    return null;
  };
  const testerConfig =
    tester === undefined ? null : take(readAt(TesterConfig, tester, ["tester"], lineOf));
  const modelJudges = judges.flatMap(
    ({ steps, value }) => take(readAt(ModelJudgeConfig, value, steps, lineOf)) ?? [],
  );
  const toolsConfig =
    tools === undefined ? null : take(readAt(ToolsConfig, tools, ["tools"], lineOf));
  const toolBox = toolsConfig === null ? NO_TOOLS : toToolBox(toolsConfig);
  const played = testerConfig === null ? SCRIPTED : toModelTester(testerConfig);
  return { members: { tester: played, testerConfig, toolBox, modelJudges }, problems };
}
