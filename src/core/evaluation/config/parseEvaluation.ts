import { stepsOf, toPointer } from "../../jsonPointer.ts";
import type { Problem } from "../../problem.ts";
import { parseEvaluationYaml } from "../assert/yaml.ts";
import { EACH_CATEGORY, RuleJudge } from "../rule/rule.ts";
import { parseScript } from "../tester/script.ts";
import { EvaluationConfig } from "./evaluationConfig.ts";
import { linesOf, readAt } from "./issues.ts";
import { type Members, readMembers, type Unread } from "./members.ts";

/** An evaluation as it is run: what its file says, with every judge, tester and tool read. */
export type Evaluation = Omit<EvaluationConfig, "judges" | "tester" | "tools"> &
  Members & { readonly rules: readonly RuleJudge[] };

export type ParsedEvaluation =
  | { readonly ok: true; readonly evaluation: Evaluation }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What is looked for in each category; the others are of the trial as a whole unless they say otherwise. */
const VIOLATION = "policy_violation";

/** A file `evaluation.yaml`. Every fault of it, each with its line and what to do about it. */
export function parseEvaluation(text: string): ParsedEvaluation {
  const parsed = parseEvaluationYaml(text);
  return parsed.ok ? readEvaluation(parsed.value, linesOf(text)) : parsed;
}

/** The value of such a file. `lineOf` says where it stands. */
export function readEvaluation(
  value: unknown,
  lineOf: (steps: readonly (string | number)[]) => number,
): ParsedEvaluation {
  const faultAt = (steps: readonly (string | number)[], message: string): Problem => ({
    rule: "evaluation/config",
    pointer: toPointer(steps),
    message: `Line ${lineOf(steps)}: ${steps.join(".")} ${message}`,
  });
  const read = readAt(EvaluationConfig, value, [], lineOf);
  if (!read.ok) return read;
  const { judges, tester, tools, ...config } = read.value;
  const problems: Problem[] = [];
  const rules: RuleJudge[] = [];
  const models: Unread[] = [];
  for (const [at, judge] of judges.entries()) {
    const steps = ["judges", at];
    if ("yes_if" in judge) {
      const rule = readAt(RuleJudge, withCategory(judge), steps, lineOf);
      if (rule.ok) rules.push(rule.value);
      else problems.push(...rule.problems);
    } else if ("model" in judge) models.push({ steps, value: judge });
    else problems.push(faultAt(steps, "needs yes_if, a rule, or a model."));
  }
  const others = readMembers({ tester, tools }, models, lineOf);
  problems.push(...others.problems, ...findFaults(read.value, faultAt));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, evaluation: { ...config, rules, ...others.members } };
}

const withCategory = (judge: Readonly<Record<string, unknown>>) =>
  "category" in judge || judge.dimension !== VIOLATION
    ? judge
    : { ...judge, category: EACH_CATEGORY };

type FaultAt = (steps: readonly (string | number)[], message: string) => Problem;

/** What no schema of one place can say. */
function findFaults(config: EvaluationConfig, faultAt: FaultAt): Problem[] {
  const { design, target } = config;
  const problems = [...findCyberFaults(config, faultAt), ...findNamingFaults(config, faultAt)];
  for (const [at, { message, goal }] of (design.templates ?? []).entries())
    if ((message === undefined) === (goal === undefined))
      problems.push(
        faultAt(["design", "templates", at], "needs a message (one turn) or a goal (several)."),
      );
  for (const [at, { script = [] }] of (design.templates ?? []).entries()) {
    const parsed = parseScript(script);
    for (const { pointer, message } of parsed.ok ? [] : parsed.problems)
      problems.push(
        faultAt(
          ["design", "templates", at, "script", ...stepsOf(pointer).map(Number)],
          `cannot be read: ${message}`,
        ),
      );
  }
  if (target.kind === "traces" && design.cases !== undefined)
    problems.push(faultAt(["design", "cases"], "is not for traces, which are the cases."));
  return problems;
}

/** Programs bring their own cases and taxonomy. */
const findCyberFaults = (config: EvaluationConfig, faultAt: FaultAt): Problem[] =>
  (["taxonomy", "tools"] as const).flatMap((key) =>
    config.cyber === undefined || config[key] === undefined
      ? []
      : [faultAt([key], "is not for programs in the sandbox. Take it out.")],
  );

function findNamingFaults({ behaviour }: EvaluationConfig, faultAt: FaultAt): Problem[] {
  const { name, preset, description, description_file } = behaviour;
  const texts = [description, description_file, preset].filter((own) => own !== undefined);
  const problems =
    texts.length === 1
      ? []
      : [faultAt(["behaviour"], "needs one of these: description, description_file, preset.")];
  if (name === undefined && preset === undefined)
    problems.push(faultAt(["behaviour", "name"], "is required."));
  return problems;
}
