/** The crash that a trace tells of, in ClusterFuzz's vocabulary. */
export type Crash = {
  /** "asan", "hwasan", "ubsan", "msan", "tsan", "lsan", "libfuzzer", "go", "rust", "java", "python", "kernel" … */
  readonly tool: string;
  /** "Heap-buffer-overflow", "Uncaught exception", "Null-dereference READ" … */
  readonly type: string;
  /** "READ 4"; sizes over 16 are `{*}`. */
  readonly access: string | null;
  /** As printed, 0x… */
  readonly address: string | null;
  /** Normalised function names, innermost first, frames of runtimes and fuzzers left out. */
  readonly frames: readonly string[];
  /** What tells this crash from another: the failed check, then the topmost frames, three lines in all. */
  readonly state: readonly string[];
};

/** What a reader of traces takes for a crash. */
export type TraceSettings = {
  /** Memory exhausted and time run out are crashes too. */
  readonly exhaustion: boolean;
  /** V8's runtime errors are crashes too. */
  readonly v8RuntimeErrors: boolean;
  /** The fuzz target's name, which stands for the state where a stack says nothing. */
  readonly fuzzTarget: string | null;
};

export const DEFAULT_TRACE_SETTINGS: TraceSettings = {
  exhaustion: true,
  v8RuntimeErrors: false,
  fuzzTarget: null,
};
