import type { Json } from "../../canonicalJson.ts";
import type { Refusal, Result } from "../../result.ts";
import type { Effect } from "./toolsConfig.ts";

/**
 * A result, before it is held against the tool's schema; `effects` are those of this answer alone. `tool/no-answer` no row of a table
 * matches; `tool/not-recorded` no such call was recorded; `tool/simulation` a model wrote no result that fits; `tool/failed` the real tool did not answer.
 */
export type ToolResult = { readonly result: Json; readonly effects: readonly Effect[] };
export type ToolRefusal = Refusal<
  "tool/no-answer" | "tool/not-recorded" | "tool/simulation" | "tool/failed" | "tool/effect"
>;
export type ToolOutcome = Result<ToolResult, ToolRefusal>;
