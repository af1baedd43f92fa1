import type { Members, Shape } from "../shape.ts";

/** OpenAI, responses: https://platform.openai.com/docs/api-reference/responses and /responses-streaming. */

export const USAGE: Members = {
  members: {
    input_tokens: "number",
    output_tokens: "number",
    total_tokens: "number",
    input_tokens_details: { members: { cached_tokens: "number" } },
    output_tokens_details: { members: { reasoning_tokens: "number" } },
  },
};

const STATUSES = ["completed", "failed", "in_progress", "cancelled", "queued", "incomplete"];
const STATUS: Shape = { words: STATUSES };

/**
 * What stands on a response besides its output. What it repeats of the request (instructions, tools, metadata) is left out: the
 * client has it, and it may say more than the answer may.
 */
export const ENVELOPE: Members = {
  members: {
    id: "text",
    status: STATUS,
    created_at: "number",
    completed_at: "number",
    model: "text",
    previous_response_id: "text",
    service_tier: { words: ["auto", "default", "flex", "scale", "priority"] },
    temperature: "number",
    top_p: "number",
    top_logprobs: "number",
    max_output_tokens: "number",
    max_tool_calls: "number",
    parallel_tool_calls: "boolean",
    store: "boolean",
    background: "boolean",
    truncation: { words: ["auto", "disabled"] },
    tool_choice: { words: ["auto", "none", "required"], otherwise: "auto" },
    reasoning: {
      members: {
        effort: { words: ["none", "minimal", "low", "medium", "high", "xhigh"] },
        summary: { words: ["auto", "concise", "detailed"] },
      },
    },
    text: {
      members: {
        verbosity: { words: ["low", "medium", "high"] },
        format: { members: { type: { words: ["text", "json_object", "json_schema"] } } },
      },
    },
    error: { members: { code: "text", message: "text" } },
    incomplete_details: {
      members: { reason: { words: ["max_output_tokens", "content_filter"] } },
    },
    usage: USAGE,
  },
};

export const ANNOTATION: Shape = {
  byType: {
    url_citation: {
      members: { start_index: "number", end_index: "number", url: "text", title: "text" },
    },
    file_citation: { members: { file_id: "text", filename: "text", index: "number" } },
    file_path: { members: { file_id: "text", index: "number" } },
    container_file_citation: {
      members: {
        container_id: "text",
        file_id: "text",
        filename: "text",
        start_index: "number",
        end_index: "number",
      },
    },
  },
};

export const PARTS: Shape = {
  list: {
    byType: {
      output_text: { members: { text: "prose", annotations: { list: ANNOTATION } } },
      refusal: { members: { refusal: "text" } },
      summary_text: { members: { text: "text" } },
      reasoning_text: { members: { text: "text" } },
    },
  },
};

const ITEM = { id: "text", status: STATUS } as const;
const CALL = { ...ITEM, call_id: "text" } as const;

/** Items by their type. Texts of messages and of reasoning stream; everything else leaves when it is complete. */
export const ITEMS: Readonly<Record<string, Members>> = {
  message: {
    members: { ...ITEM, role: { words: ["assistant"] }, content: PARTS },
  },
  reasoning: {
    members: { ...ITEM, summary: PARTS, content: PARTS, encrypted_content: "opaque" },
  },
  function_call: { members: { ...CALL, name: "text", arguments: "json-text" } },
  custom_tool_call: { members: { ...CALL, name: "text", input: "json-text" } },
  web_search_call: { members: { ...ITEM, action: "json" } },
  file_search_call: { members: { ...ITEM, queries: { list: "text" }, results: "json" } },
  code_interpreter_call: {
    members: { ...ITEM, code: "text", container_id: "text", outputs: "json" },
  },
  computer_call: { members: { ...CALL, action: "json", pending_safety_checks: "json" } },
  local_shell_call: { members: { ...CALL, action: "json" } },
  shell_call: { members: { ...CALL, action: "json" } },
  apply_patch_call: { members: { ...CALL, operation: "json" } },
  mcp_call: {
    members: {
      ...ITEM,
      name: "text",
      server_label: "text",
      arguments: "json-text",
      output: "json-text",
      error: "json",
      approval_request_id: "text",
    },
  },
  mcp_list_tools: { members: { ...ITEM, server_label: "text", tools: "json", error: "json" } },
  mcp_approval_request: {
    members: { ...ITEM, name: "text", server_label: "text", arguments: "json-text" },
  },
};

/** Items that are told from their first piece on. */
export const STREAMED = ["message", "reasoning"];
