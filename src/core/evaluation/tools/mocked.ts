import { canonicalJson, type Json } from "../../canonicalJson.ts";
import { ok, refuse } from "../../result.ts";
import { matches, matchesAll, valueAt } from "../rule/match.ts";
import type { PastCall } from "./pastCalls.ts";
import type { ToolOutcome } from "./toolResult.ts";
import type { ToolOf } from "./toolsConfig.ts";
import { fillReferences } from "./world.ts";

type Row = ToolOf<"mocked">["answers"][number];

/**
 * The first answer of the table whose conditions hold, and that is not used up. How often one was given before is told by the calls before:
 * those whose arguments it matches.
 */
export function answerFromTable(
  tool: ToolOf<"mocked">,
  args: Json,
  world: Json,
  past: readonly PastCall[],
): ToolOutcome {
  const before = past.filter(({ name }) => name === tool.name).map((call) => call.args);
  const left = tool.answers.map(({ times }) => times ?? Infinity);
  for (const earlier of before) {
    const given = tool.answers.findIndex(
      (row, i) => (left[i] ?? 0) > 0 && matchesAll(earlier, row.arguments),
    );
    if (given >= 0) left[given] = (left[given] ?? 0) - 1;
  }
  const row = tool.answers.find(
    (one, i) =>
      (left[i] ?? 0) > 0 && matchesAll(args, one.arguments) && matchesAll(world, one.world),
  );
  if (row === undefined) return refuse("tool/no-answer", whyNone(tool, args, world, left));
  const result = fillReferences(row.result, { arguments: args, result: null, world });
  return result.ok ? ok({ result: result.value, effects: row.effects }) : result;
}

function whyNone(tool: ToolOf<"mocked">, args: Json, world: Json, left: readonly number[]): string {
  const rows = tool.answers.map((row, i) => ({
    number: i + 1,
    faults: [
      ...faultsOf("arguments", row.arguments, args),
      ...faultsOf("world", row.world, world),
      ...((left[i] ?? 0) > 0 ? [] : ["it was given as often as it may be"]),
    ],
  }));
  const [nearest] = rows.toSorted((a, b) => a.faults.length - b.faults.length);
  return `No answer of ${tool.name} matches ${canonicalJson(args)}. The nearest is number ${nearest?.number}: ${nearest?.faults.join("; ")}. Add an answer for it, or one without conditions as the last.`;
}

const faultsOf = (of: string, conditions: Row["arguments"], value: Json): string[] =>
  Object.entries(conditions)
    .filter(([pointer, match]) => !matches(valueAt(value, pointer), match))
    .map(([pointer, match]) => `${of} ${pointer} is not ${JSON.stringify(match)}`);
