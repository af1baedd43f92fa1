import { canonicalJson, type Json } from "../../canonicalJson.ts";
import { describeDifference, findDifferences } from "../../models/cassette.ts";
import { ok, refuse } from "../../result.ts";
import type { PastCall } from "./pastCalls.ts";
import type { ToolOutcome } from "./toolResult.ts";
import type { ToolOf } from "./toolsConfig.ts";

const isSame = (one: Json, other: Json): boolean => canonicalJson(one) === canonicalJson(other);

/** What the first recorded call with the same arguments gave that was not given yet; in order, only the very next one. */
export function answerFromRecord(
  tool: ToolOf<"replayed">,
  args: Json,
  past: readonly PastCall[],
): ToolOutcome {
  const before = past.filter(({ name }) => name === tool.name);
  const left = [...tool.calls];
  for (const earlier of before) {
    const at = left.findIndex((call) => isSame(call.arguments, earlier.args));
    if (at >= 0) left.splice(at, 1);
  }
  const candidates = tool.in_order ? left.slice(0, 1) : left;
  const found = candidates.find((call) => isSame(call.arguments, args));
  if (found !== undefined) return ok({ result: found.result, effects: [] });
  return refuse("tool/not-recorded", whyNone(tool, args, candidates));
}

function whyNone(
  tool: ToolOf<"replayed">,
  args: Json,
  candidates: ToolOf<"replayed">["calls"],
): string {
  const asked = `${tool.name} was called with ${canonicalJson(args)}`;
  const nearest = candidates
    .map((call) => ({ call, differences: findDifferences(args, call.arguments) }))
    .toSorted((a, b) => a.differences.length - b.differences.length)[0];
  if (nearest === undefined)
    return `${asked}, and all ${tool.calls.length} recorded calls were given already.`;
  const [first] = nearest.differences;
  const number = tool.calls.indexOf(nearest.call) + 1;
  return `${asked}, which was not recorded. The ${tool.in_order ? "next" : "nearest"} is call ${number}, different at ${first === undefined ? "/" : describeDifference(first)}.`;
}
