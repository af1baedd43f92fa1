import { type CrashDraft, clearState, restart, setMessage, setType } from "./draft.ts";
import { ANY, group, type LineRule, nothingYet, standInOrder } from "./rule.ts";
import { checkCondition, fileName } from "./wording.ts";

/** Assertions, CHECKs and fatal log lines: what failed says more than where, so it leads the state. */

const toolOf = ({ origin }: CrashDraft): string => (origin.golang ? "go" : "check");
const noKernelCrash = ({ type }: CrashDraft): boolean => !type.startsWith("Kernel failure");

function asserted(draft: CrashDraft, message: string): undefined {
  setType(draft, toolOf(draft), "ASSERT");
  draft.counted = 1;
  if (message !== "") setMessage(draft, message);
}

/** Before the word may stand nothing, a tag in brackets, or a C or C++ file with its line. */
function isAssertPrefix(prefix: string): boolean {
  const text = prefix.trim();
  return (
    text === "" ||
    (text.startsWith("[") && text.endsWith("]")) ||
    /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx):/i.test(text)
  );
}

/** glibc: "file.c:12: void f(): Assertion `x' failed." */
function glibcCondition(line: string): string | null {
  const start = /:\s{0,9}assertion [`'"]?/i.exec(line);
  const end = line.trimEnd().replace(/\.$/, "");
  if (start === null || !/ failed$/i.test(end)) return null;
  return end.slice(start.index + start[0].length, -" failed".length).replace(/[`'"]$/, "");
}

export const assertRules: readonly LineRule[] = [
  {
    mark: ": ",
    whole: true,
    pattern: /^(.*?)(?:assert(?:ion)? fail(?:ure|ed)|panic): (.*)/i,
    when: noKernelCrash,
    apply: (draft, match) =>
      isAssertPrefix(match[1] ?? "") ? asserted(draft, group(match, 2)) : undefined,
  },
  {
    mark: "assertion failed at ",
    pattern: /^assertion failed at .*: (.*)/,
    when: (draft, line) => noKernelCrash(draft) && /^F\d{4}\s/.test(line),
    apply: (draft, match) => asserted(draft, group(match, 1)),
  },
  {
    mark: " failed",
    pattern: ANY,
    when: noKernelCrash,
    apply: (draft, _, line) => {
      const condition = glibcCondition(line);
      return condition === null ? undefined : asserted(draft, condition);
    },
  },
  {
    mark: " failed:",
    pattern: /^ failed:\s*(\S.*)/,
    when: (draft, line) => noKernelCrash(draft) && standInOrder(line, ["/", ":", ": assertion "]),
    apply: (draft, match) => asserted(draft, group(match, 1)),
  },
  {
    mark: "SHOULD NEVER BE REACHED",
    whole: true,
    pattern: /^\s*SHOULD NEVER BE REACHED\s*$/,
    apply: (draft) => {
      setType(draft, "check", "ASSERT_NOT_REACHED");
      restart(draft);
      return undefined;
    },
  },
];

function failed(draft: CrashDraft, type: string, file: string, condition: string): undefined {
  setType(draft, "check", type);
  restart(draft);
  setMessage(draft, `${checkCondition(condition)} in ${fileName(file)}`);
}

/** The file in Chrome's tag, "[1:1:0412/075451:FATAL:file.cc(57)]" or "…:dir/file.cc:57]"; null without a tag before `end`. */
function taggedFile(line: string, end: number): string | null {
  const open = line.indexOf("[");
  const close = line.indexOf("]", open);
  if (open < 0 || close < 0 || close > end) return null;
  const tag = line.slice(open + 1, close).replace(/:\d+$/, "");
  return tag.includes(":") ? tag.slice(tag.lastIndexOf(":") + 1) : null;
}

const chromeRule = (mark: string, type: string, when: LineRule["when"]): LineRule => ({
  mark,
  pattern: ANY,
  ...(when && { when }),
  apply: (draft, _, line) => {
    const at = line.indexOf(mark);
    const file = taggedFile(line, at);
    // The condition ends where a message for people begins.
    const condition = line.slice(at + mark.length).split("; ", 1)[0] ?? "";
    return file === null ? undefined : failed(draft, type, file, condition);
  },
});

export const securityCheckRules: readonly LineRule[] = [
  chromeRule("Security CHECK failed:", "Security CHECK failure", undefined),
  chromeRule("Security DCHECK failed:", "Security DCHECK failure", undefined),
];

export const checkRules: readonly LineRule[] = [
  {
    // glog: "F1110 15:37:25.280898 2384071 file.cc:220] message"
    mark: "] ",
    whole: true,
    pattern: /^F\d{4}\s+\d{2}:\d{2}:\d{2}\.\d+\s+\d+\s+(.*?):\d+\]\s*(.*)/,
    when: nothingYet,
    apply: (draft, match) => {
      const text = group(match, 2);
      const type = text.startsWith("Check failed:") ? "CHECK failure" : "Fatal error";
      return failed(draft, type, group(match, 1), text);
    },
  },
  // ClusterFuzz tells Chrome's debug checks from others by the older form of the tag only.
  chromeRule(
    "DCHECK failed:",
    "DCHECK failure",
    (draft, line) => nothingYet(draft) && line.includes(")]"),
  ),
  chromeRule("DCHECK failed:", "CHECK failure", nothingYet),
  chromeRule("NOTREACHED hit.", "CHECK failure", nothingYet),
  chromeRule("Check failed:", "CHECK failure", nothingYet),
  {
    mark: "GPU process exited unexpectedly",
    pattern: ANY,
    when: nothingYet,
    apply: (draft) => {
      setType(draft, "check", "GPU failure");
      restart(draft);
      return undefined;
    },
  },
];

/** The sanitizer's own check: what follows is about itself. */
export const sanitizerCheckRules: readonly LineRule[] = [
  {
    mark: "Sanitizer CHECK failed",
    pattern: /^Sanitizer CHECK failed:\s*(?:\S+\s+)?(.*)/,
    apply: (draft, match) => {
      setType(draft, "check", "Sanitizer CHECK failure");
      draft.address = "";
      clearState(draft);
      setMessage(draft, group(match, 1), Number.POSITIVE_INFINITY);
      draft.ended = true;
      return true;
    },
  },
];
