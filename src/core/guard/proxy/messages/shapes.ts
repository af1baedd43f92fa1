import type { Json } from "../../../canonicalJson.ts";
import type { Lane } from "../lane.ts";
import { type Members, type Shape, toShape } from "../shape.ts";

/** Anthropic, messages: https://docs.anthropic.com/en/api/messages and /en/api/messages-streaming. */

export const USAGE: Members = {
  members: {
    input_tokens: "number",
    output_tokens: "number",
    cache_creation_input_tokens: "number",
    cache_read_input_tokens: "number",
    cache_creation: {
      members: { ephemeral_5m_input_tokens: "number", ephemeral_1h_input_tokens: "number" },
    },
    server_tool_use: { members: { web_search_requests: "number", web_fetch_requests: "number" } },
    service_tier: { words: ["standard", "priority", "batch"] },
  },
};

export const ENVELOPE: Members = { members: { id: "text", model: "text" } };

export const STOPS = [
  "end_turn",
  "max_tokens",
  "stop_sequence",
  "tool_use",
  "pause_turn",
  "refusal",
  "model_context_window_exceeded",
];

const CITED = { cited_text: "text", document_index: "number", document_title: "text" } as const;
const SPAN = { ...CITED, file_id: "text" } as const;

export const CITATION: Shape = {
  byType: {
    char_location: {
      members: { ...SPAN, start_char_index: "number", end_char_index: "number" },
    },
    page_location: {
      members: { ...SPAN, start_page_number: "number", end_page_number: "number" },
    },
    content_block_location: {
      members: { ...SPAN, start_block_index: "number", end_block_index: "number" },
    },
    web_search_result_location: {
      members: { cited_text: "text", encrypted_index: "opaque", title: "text", url: "text" },
    },
    search_result_location: {
      members: {
        cited_text: "text",
        source: "text",
        title: "text",
        search_result_index: "number",
        start_block_index: "number",
        end_block_index: "number",
      },
    },
  },
};

/** Blocks that ask for a tool: their input is held until it is complete. */
export const CALLS: Readonly<Record<string, Members>> = {
  tool_use: { members: { id: "text", name: "text" } },
  server_tool_use: { members: { id: "text", name: "text" } },
  mcp_tool_use: { members: { id: "text", name: "text", server_name: "text" } },
};

const RESULT: Members = { members: { tool_use_id: "text", content: "json", is_error: "boolean" } };

/** Blocks that come in one piece. */
export const PIECES: Readonly<Record<string, Members>> = {
  redacted_thinking: { members: { data: "opaque" } },
  web_search_tool_result: RESULT,
  web_fetch_tool_result: RESULT,
  code_execution_tool_result: RESULT,
  bash_code_execution_tool_result: RESULT,
  text_editor_code_execution_tool_result: RESULT,
  mcp_tool_result: RESULT,
};

export const toCitations = (value: Json | undefined, lane: Lane, part: string): Json =>
  (Array.isArray(value) && toShape({ list: CITATION }, value, lane, part)) || null;
