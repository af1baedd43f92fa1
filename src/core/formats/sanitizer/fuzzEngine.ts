import { type CrashDraft, restart, setType } from "./draft.ts";
import { ANY, type LineRule, nothingYet, standInOrder } from "./rule.ts";

/** libFuzzer and Centipede, and memory exhausted as whoever noticed it words it. */

const OUT_OF_MEMORY: readonly (readonly string[])[] = [
  ["# Allocation failed", "out of memory"],
  ["::OnNoMemory"],
  ["ERROR", "Sanitizer failed to allocate"],
  ["FatalProcessOutOfMemory"],
  ["Fatal process out of memory:"],
  ["Fatal JavaScript out of memory:"],
  ["Fatal JavaScript invalid size error"],
  ["FX_OutOfMemoryTerminate"],
  ["Out of memory. Dying."],
  ["Out of memory. size="],
  ["Sanitizer: allocation-size-too-big"],
  ["Sanitizer: calloc-overflow"],
  ["Sanitizer: calloc parameters overflow"],
  ["Sanitizer: requested allocation size", "exceeds maximum supported size"],
  ["Sanitizer: out of memory"],
  ["Sanitizer: out-of-memory"],
  ["TerminateBecauseOutOfMemory"],
  ["allocator is out of memory trying to allocate"],
  ["blinkGCOutOfMemory"],
  ["couldnt allocate", "Out of memory"],
  ["libFuzzer: out-of-memory ("],
  ["rss limit exhausted"],
  ["in rust_oom"],
  ["========= RSS limit exceeded:"],
  ["Failure description: out-of-memory"],
  ["A device memory allocation has failed."],
  ["__rust_alloc_error_handler"],
];

/** One look decides for nearly every line. */
const MAYBE = /memory|alloc|rss|RSS|oom|Fatal JavaScript/i;

export const isOutOfMemory = (line: string): boolean =>
  MAYBE.test(line) && OUT_OF_MEMORY.some((parts) => standInOrder(line, parts));

const began =
  (type: string) =>
  (draft: CrashDraft): undefined => {
    setType(draft, "libfuzzer", type);
    restart(draft);
  };

const exhaustion = ({ settings }: CrashDraft): boolean => settings.exhaustion;

export const exhaustionRules: readonly LineRule[] = [
  {
    mark: "libFuzzer: timeout",
    pattern: ANY,
    when: (draft, line) => draft.settings.exhaustion && line.includes("ERROR:"),
    apply: began("Timeout"),
  },
  {
    mark: "========= ",
    pattern:
      /^========= (?:Per-(?:input|batch) timeout exceeded:|Timeout of \d+ seconds exceeded; exiting)/,
    when: exhaustion,
    apply: began("Timeout"),
  },
  {
    mark: "",
    pattern: ANY,
    when: (draft, line) => draft.settings.exhaustion && isOutOfMemory(line),
    apply: began("Out-of-memory"),
  },
  {
    mark: "========= Stack limit exceeded:",
    pattern: ANY,
    apply: (draft) => {
      setType(draft, "libfuzzer", "Stack-overflow");
      return undefined;
    },
  },
];

/** How a fuzz target ended, where nothing said why. */
export const engineRules: readonly LineRule[] = [
  {
    mark: "libFuzzer: deadly signal",
    pattern: ANY,
    when: nothingYet,
    apply: began("Fatal-signal"),
  },
  {
    mark: "libFuzzer: fuzz target exited",
    pattern: ANY,
    when: nothingYet,
    apply: began("Unexpected-exit"),
  },
  {
    mark: "libFuzzer: fuzz target overwrites its const input",
    pattern: ANY,
    when: nothingYet,
    apply: began("Overwrites-const-input"),
  },
];
