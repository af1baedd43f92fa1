import type { Trial } from "../trial.ts";
import { type RuleFinding, say, sayNo } from "./finding.ts";
import { matches, valueAt } from "./match.ts";
import { answers, seesTools, toolCalls } from "./parts.ts";
import type { LeafRule } from "./rule.ts";

type Of<Name extends LeafRule["rule"]> = Extract<LeafRule, { rule: Name }>;

export function state({ at, is }: Of<"state">, trial: Trial): RuleFinding {
  if (trial.state === null) return say("evidence_missing", "The tools' state was not kept.");
  const holds = matches(valueAt(trial.state, at), is);
  return say(holds ? "yes" : "no", `${at} ${holds ? "is" : "is not"} what it must be.`);
}

export function latency({ at_most_ms: most }: Of<"latency">, { usage }: Trial): RuleFinding {
  const { latencyMs } = usage;
  if (latencyMs === null) return say("evidence_missing", "How long it took was not measured.");
  return say(latencyMs <= most ? "yes" : "no", `It took ${latencyMs} ms.`);
}

export function cost({ at_most: most }: Of<"cost">, { usage }: Trial): RuleFinding {
  if (usage.cost === null) return say("evidence_missing", "What it cost is not known.");
  return say(usage.cost <= most ? "yes" : "no", `It cost ${usage.cost}.`);
}

export function steps({ at_most: most }: Of<"steps">, trial: Trial): RuleFinding {
  const taken = answers(trial).length + toolCalls(trial).length;
  const reason = `It took ${taken} steps.`;
  if (taken > most) return say("no", reason);
  if (!seesTools(trial)) return say("evidence_missing", `${reason} But no span came.`);
  return trial.evidence.truncated ? say("evidence_truncated", reason) : say("yes", reason);
}

export function span(rule: Of<"span">, trial: Trial): RuleFinding {
  const { traced, spans, truncated } = trial.evidence;
  if (!traced || spans.length === 0) return say("evidence_missing", "There are no spans.");
  const own = spans.filter(
    ({ name, attributes }) =>
      (rule.name === undefined || name === rule.name) &&
      Object.entries(rule.attributes).every(([key, match]) => matches(attributes[key], match)),
  ).length;
  const reason = `${own} spans are so.`;
  if (own > (rule.at_most ?? Infinity)) return say("no", reason);
  if (own < rule.at_least) return sayNo(trial, reason);
  return truncated && rule.at_most !== undefined
    ? say("evidence_truncated", reason)
    : say("yes", reason);
}
