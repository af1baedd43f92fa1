import { restart, setType } from "./draft.ts";
import { group, type LineRule } from "./rule.ts";
import { capitalized } from "./wording.ts";

/** MemorySanitizer and ThreadSanitizer: "WARNING: MemorySanitizer: use-of-uninitialized-value". */
export const memoryRules: readonly LineRule[] = [
  {
    mark: "Sanitizer: ",
    whole: true,
    pattern: /^.{0,200}?(Thread|Memory)Sanitizer: (?!ABRT|ILL)([^(:]+)/,
    apply: (draft, match, line) => {
      // The closing lines of a run ("ThreadSanitizer: reported 1 warnings") are no reports.
      if (line.includes(" suppressions") || line.includes(" warnings")) return undefined;
      restart(draft);
      setType(draft, match[1] === "Thread" ? "tsan" : "msan", capitalized(group(match, 2)));
      return undefined;
    },
  },
];
