/** Who says a message. */
export type Role = "system" | "user" | "assistant" | "tool";

export type TranscriptMessage = { readonly role: Role; readonly content: string };

/** What an event does to the conversation. A tool's result is empty until it came. */
export type Edit =
  | { readonly type: "add_message"; readonly message: TranscriptMessage }
  | { readonly type: "set_system_message"; readonly message: TranscriptMessage }
  | {
      readonly type: "tool_call";
      readonly tool_name: string;
      /** As the trace has it: a mapping, but for exporters that send something else. */
      readonly tool_args: unknown;
      readonly tool_result: string;
      readonly tool_call_id?: string;
    };

/** Whose eyes see an event: the target's conversation, the tester's, the harness's own notes, or all together. */
export type View = "target" | "tester" | "system" | "combined";

/** One thing that happened. Field names are those of ASSERT's transcripts, so that both read each other's files. */
export type TranscriptEvent = {
  readonly view: readonly View[];
  readonly actor: "tester" | "target" | "tool" | "system";
  readonly edit: Edit;
  /** What came over the wire, for whoever doubts. */
  readonly raw?: Readonly<Record<string, unknown>> | null;
};

/** What a trace says in sum. Latencies are milliseconds. */
export type TraceSummary = {
  readonly nodes_visited: readonly string[];
  readonly tools_called: readonly string[];
  readonly total_tokens: { readonly input: number; readonly output: number };
  readonly total_latency_ms: number;
  readonly llm_call_count: number;
};
