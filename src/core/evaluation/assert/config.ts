/** The configuration of an ASSERT evaluation, its defaults filled in. Field names are ASSERT's, for this is its format. */
export type NormalizedConfig = {
  readonly suite: string;
  readonly run: string | null;
  readonly behavior_name: string | null;
  readonly dimensions: readonly StratifyDimension[] | null;
  readonly target: TargetConfig | null;
  readonly evaluation: EvaluationConfig | null;
  /** In the order in which they run, each as written, with the default model where it names none. */
  readonly stages: readonly (readonly [StageName, Readonly<Record<string, unknown>>])[];
};

export type StageName = "systematize" | "test_set" | "inference" | "red_team" | "judge";

export type ModelConfig = {
  readonly name: string;
  readonly temperature: number | null;
  readonly max_tokens: number | null;
  readonly reasoning_effort: string | null;
};

export type ToolsConfig = {
  readonly module: string | null;
  readonly toolset: string | null;
  readonly simulator: string | null;
};

export type TraceConfig = { readonly backend: string; readonly group_by: string };

/** Exactly one of model, connector, callable, endpoint and sandbox is there. */
export type TargetConfig = {
  readonly model: ModelConfig | null;
  readonly system_prompt: string | null;
  readonly tools: ToolsConfig | null;
  readonly connector: string | null;
  readonly callable: string | null;
  readonly endpoint: string | null;
  readonly sandbox: string | null;
  readonly trace: TraceConfig | null;
};

export type InferenceConfig = {
  readonly max_tool_calls: number;
  readonly max_turns: number;
  /** Seconds. */
  readonly tool_timeout_s: number | null;
  readonly startup_timeout_s: number | null;
  readonly concurrency: number;
};

export type Level = { readonly name: string; readonly definition: string };

/** What the test set is varied by: with levels, or with a description from which a model makes levels. */
export type StratifyDimension = {
  readonly name: string;
  readonly description?: string;
  readonly levels?: readonly Level[];
};

export type OrdinalScale = {
  readonly type: "ordinal";
  readonly values: readonly { readonly value: number | string; readonly label: string }[];
};

/** What is judged of each transcript. */
export type JudgeDimension = {
  readonly name: string;
  readonly description: string;
  readonly rubric: string;
  readonly required_base?: boolean;
  readonly allow_not_applicable?: boolean;
  readonly scale?: OrdinalScale;
};

export type JudgeConfig = {
  readonly model: ModelConfig;
  /** How often each transcript is judged. */
  readonly n: number;
  readonly dimensions: readonly JudgeDimension[];
  readonly disabled_dimensions: readonly string[];
};

export type EvaluationConfig = {
  readonly judge: JudgeConfig | null;
  readonly tester: { readonly model: ModelConfig } | null;
  readonly inference: InferenceConfig;
};
