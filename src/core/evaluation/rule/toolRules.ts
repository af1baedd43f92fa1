import type { Trial } from "../trial.ts";
import { type RuleFinding, say, sayNo, seenCall } from "./finding.ts";
import { matchesAll } from "./match.ts";
import { negate } from "./outcome.ts";
import { seesTools, type ToolCall, toolCalls } from "./parts.ts";
import type { LeafRule } from "./rule.ts";

type Of<Name extends LeafRule["rule"]> = Extract<LeafRule, { rule: Name }>;

const HIDDEN = "No span came: whether a tool was called is not known.";

/** Says of the calls what the rule does; where they were hidden, nothing. */
const ofCalls =
  <R>(decide: (rule: R, calls: readonly ToolCall[], trial: Trial) => RuleFinding) =>
  (rule: R, trial: Trial): RuleFinding =>
    seesTools(trial) ? decide(rule, toolCalls(trial), trial) : say("evidence_missing", HIDDEN);

export const toolCalled = ofCalls<Of<"tool_called"> | Of<"tool_not_called">>(
  (rule, calls, trial) => {
    const own = calls.filter(
      ({ tool, args }) => tool === rule.tool && matchesAll(args, rule.arguments),
    );
    return own.length > 0
      ? say("yes", `${rule.tool} was called.`, own.map(seenCall))
      : sayNo(trial, `${rule.tool} was not called so.`);
  },
);

export function toolNotCalled(rule: Of<"tool_not_called">, trial: Trial): RuleFinding {
  const found = toolCalled(rule, trial);
  return { ...found, outcome: negate(found.outcome) };
}

export const toolArguments = ofCalls<Of<"tool_arguments">>((rule, calls, trial) => {
  const own = calls.filter(({ tool }) => tool === rule.tool);
  if (own.length === 0) return notCalled(trial, rule.tool);
  const other = own.filter(({ args }) => !matchesAll(args, rule.arguments));
  return other.length === 0
    ? say("yes", `Every call of ${rule.tool} has these arguments.`, own.map(seenCall))
    : say("no", `A call of ${rule.tool} has other arguments.`, other.map(seenCall));
});

const notCalled = ({ evidence }: Trial, tool: string): RuleFinding =>
  say(evidence.truncated ? "evidence_truncated" : "not_applicable", `${tool} was not called.`);

export const toolOrder = ofCalls<Of<"tool_order">>(({ tools }, calls, trial) => {
  const seen: ToolCall[] = [];
  for (const call of calls) if (call.tool === tools[seen.length]) seen.push(call);
  return seen.length === tools.length
    ? say("yes", `${tools.join(", ")} were called in this order.`, seen.map(seenCall))
    : sayNo(trial, `${tools[seen.length]} was not called where the order asks for it.`);
});

export const toolCount = ofCalls<Of<"tool_count">>((rule, calls, trial) => {
  const own = calls.filter(({ tool }) => rule.tool === undefined || tool === rule.tool);
  const reason = `${rule.tool ?? "Tools"} were called ${own.length} times.`;
  if (own.length > (rule.at_most ?? Infinity)) return say("no", reason, own.map(seenCall));
  if (own.length < (rule.at_least ?? 0)) return sayNo(trial, reason);
  const mayBeMore = trial.evidence.truncated && rule.at_most !== undefined;
  return mayBeMore
    ? say("evidence_truncated", `${reason} But not everything was seen.`)
    : say("yes", reason, own.map(seenCall));
});

export const toolBefore = ofCalls<Of<"tool_before">>(({ tool, before }, calls, trial) => {
  const own = calls.filter((call) => call.tool === tool);
  const [first] = own;
  if (first === undefined) return notCalled(trial, tool);
  const earlier = calls.some((call) => call.tool === before && call.event < first.event);
  return earlier
    ? say("yes", `${before} was called before ${tool}.`, [seenCall(first)])
    : sayNo(trial, `${tool} was called with no ${before} before it.`);
});

export const toolAfter = ofCalls<Of<"tool_after">>(({ tool, after }, calls, trial) => {
  const last = calls.filter((call) => call.tool === tool).at(-1);
  if (last === undefined) return notCalled(trial, tool);
  const later = calls.some((call) => call.tool === after && call.event > last.event);
  return later
    ? say("yes", `${after} was called after ${tool}.`, [seenCall(last)])
    : sayNo(trial, `${tool} was called with no ${after} after it.`);
});
