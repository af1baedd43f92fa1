import type { Trial } from "../trial.ts";
import { type RuleFinding, say } from "./finding.ts";
import { cost, latency, span, state, steps } from "./measureRules.ts";
import { allOf, anyOf, negate, type Outcome } from "./outcome.ts";
import type { LeafRule, Rule } from "./rule.ts";
import {
  compares,
  contains,
  type Detector,
  detect,
  jsonSchema,
  numbersGrounded,
  refusal,
  regex,
  wordCount,
} from "./textRules.ts";
import {
  toolAfter,
  toolArguments,
  toolBefore,
  toolCalled,
  toolCount,
  toolNotCalled,
  toolOrder,
} from "./toolRules.ts";

type Judge<R> = (
  rule: R,
  trial: Trial,
  detectors: Readonly<Record<string, Detector>>,
) => RuleFinding;
type Judges = { readonly [N in LeafRule["rule"]]: Judge<Extract<LeafRule, { rule: N }>> };

const LEAVES: Judges = {
  contains,
  equals: compares,
  starts_with: compares,
  regex,
  json_schema: jsonSchema,
  word_count: wordCount,
  refusal,
  detector: detect,
  numbers_grounded: numbersGrounded,
  tool_called: toolCalled,
  tool_not_called: toolNotCalled,
  tool_arguments: toolArguments,
  tool_order: toolOrder,
  tool_count: toolCount,
  tool_before: toolBefore,
  tool_after: toolAfter,
  state,
  latency,
  cost,
  steps,
  span,
};

/** What a rule says of a trial. `detectors` find things in texts: those of the guard, or others, by name. */
export function judgeByRule(
  rule: Rule,
  trial: Trial,
  detectors: Readonly<Record<string, Detector>> = {},
): RuleFinding {
  switch (rule.rule) {
    case "all":
      return join(
        rule.of.map((own) => judgeByRule(own, trial, detectors)),
        allOf,
      );
    case "any":
      return join(
        rule.of.map((own) => judgeByRule(own, trial, detectors)),
        anyOf,
      );
    case "not": {
      const found = judgeByRule(rule.of, trial, detectors);
      return { ...found, outcome: negate(found.outcome) };
    }
    case "if": {
      const condition = judgeByRule(rule.when, trial, detectors);
      if (condition.outcome === "yes") return judgeByRule(rule.expect, trial, detectors);
      return condition.outcome === "no" ? { ...condition, outcome: "not_applicable" } : condition;
    }
    default:
      return judgeLeaf(rule, trial, detectors);
  }
}

function judgeLeaf<R extends LeafRule>(
  rule: R,
  trial: Trial,
  detectors: Readonly<Record<string, Detector>>,
): RuleFinding {
  const judge = LEAVES[rule.rule] as Judge<R>;
  return judge(rule, trial, detectors);
}

/** The reason and the places of those findings that made the outcome. */
function join(
  findings: readonly RuleFinding[],
  combine: (outcomes: readonly Outcome[]) => Outcome,
): RuleFinding {
  const outcome = combine(findings.map((finding) => finding.outcome));
  const own = findings.filter((finding) => finding.outcome === outcome);
  return say(
    outcome,
    own.map(({ reason }) => reason).join(" "),
    own.flatMap(({ seen }) => seen),
  );
}
