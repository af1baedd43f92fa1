import type { CaseTemplate } from "../template.ts";
import type { TemplateConfig } from "./evaluationConfig.ts";

/** Templates as a file has them. One with a goal is a scenario, and goes on as long as its script or its turns. */
export const toTemplates = (
  configs: readonly TemplateConfig[],
  mostTurns: number,
): CaseTemplate[] =>
  configs.map(
    ({ id, probes, title, system = null, message, goal = "", script = [], most_turns }) => ({
      id,
      probes,
      held:
        message !== undefined
          ? { kind: "prompt", content: { title, system, message } }
          : {
              kind: "scenario",
              content: {
                title,
                system,
                goal,
                script,
                mostTurns: most_turns ?? (script.length > 0 ? script.length : mostTurns),
              },
            },
    }),
  );
