import { type CrashDraft, restart, STATE_LINES, setMessage, setType } from "./draft.ts";
import { functionName } from "./frameName.ts";
import { ANY, group, type LineRule, nothingYet } from "./rule.ts";
import { checkCondition, fileName } from "./wording.ts";

/** V8's own ways to die: "# Fatal error in FILE, line N" and the comment lines after it. */

function fatal(draft: CrashDraft, where: string, type: string): undefined {
  setType(draft, "v8", type);
  restart(draft);
  const name = functionName(where);
  if (name !== "") draft.state = [name];
  draft.fatalError = true;
}

const abortMessage = (draft: CrashDraft, match: RegExpExecArray): undefined => {
  const [, text = "", file] = /^(.*?) \[(.*):\d+\]$/.exec(group(match, 1)) ?? [];
  setType(draft, "v8", "ASSERT");
  restart(draft);
  // The message may name several places, the innermost first.
  const places = file === undefined ? [] : [fileName(`${file}:`)];
  draft.state = [text === "" ? group(match, 1) : text, ...places];
  draft.counted = STATE_LINES;
};

export const v8SandboxRules: readonly LineRule[] = [
  {
    mark: "V8 sandbox violation detected!",
    pattern: ANY,
    apply: (draft) => {
      setType(draft, "v8", "V8 sandbox violation");
      return undefined;
    },
  },
];

export const v8Rules: readonly LineRule[] = [
  {
    mark: "Fatal error in ",
    whole: true,
    pattern: /^#\s*Fatal error in (.*)/,
    when: nothingYet,
    apply: (draft, match) => fatal(draft, group(match, 1), "Fatal error"),
  },
  {
    mark: "Runtime error in ",
    whole: true,
    pattern: /^#\s*Runtime error in (.*)/,
    when: (draft) => draft.type === "" && draft.settings.v8RuntimeErrors,
    apply: (draft, match) => fatal(draft, group(match, 1), "RUNTIME_ASSERT"),
  },
  {
    mark: "abort: CSA_",
    whole: true,
    pattern: /^abort: (CSA_(?:D?CHECK|ASSERT) failed:.*)/,
    when: nothingYet,
    apply: abortMessage,
  },
  {
    mark: "] V8 error: ",
    whole: true,
    pattern: /^\s*\[[^\]]*\] V8 error: (.+)\.$/,
    when: nothingYet,
    apply: (draft, match) => {
      setType(draft, "v8", "V8 API error");
      restart(draft);
      setMessage(draft, group(match, 1), 0);
      return undefined;
    },
  },
  {
    mark: "V8 correctness failure",
    whole: true,
    pattern: /^#\s*V8 correctness failure/,
    when: nothingYet,
    apply: (draft) => {
      setType(draft, "v8", "V8 correctness failure");
      restart(draft);
      return undefined;
    },
  },
];

/** After a fatal error the next comment lines name file and failure. */
const afterFatal = ({ fatalError }: CrashDraft): boolean => fatalError;

function failure(draft: CrashDraft, text: string, type: string | null): undefined {
  if (type !== null) setType(draft, "v8", type);
  restart(draft);
  if (text.trim() === "") return;
  const words = checkCondition(text);
  // A failure in V8's own words may count anything; a failed check shows its source.
  const condition =
    draft.type === "Fatal error" ? words.replace(/(?<![\w.])\d+(?![\w.])/g, "NUMBER") : words;
  setMessage(draft, draft.fatalFile === "" ? condition : `${condition} in ${draft.fatalFile}`);
}

export const v8DetailRules: readonly LineRule[] = [
  {
    mark: ", line ",
    whole: true,
    pattern: /^#\s*(Fatal|Runtime) error in (.*), line \d+/,
    when: afterFatal,
    apply: (draft, match) => {
      if (match[1] === "Runtime" && !draft.settings.v8RuntimeErrors) return undefined;
      setType(draft, "v8", match[1] === "Fatal" ? "Fatal error" : "RUNTIME_ASSERT");
      draft.fatalFile = fileName(group(match, 2));
      draft.state = [draft.fatalFile];
      return true;
    },
  },
  {
    mark: "#",
    whole: true,
    pattern: /^# un(?:reachable|implemented) code/,
    when: afterFatal,
    apply: (draft) => {
      setType(draft, "v8", "Unreachable code");
      restart(draft);
      if (draft.fatalFile !== "") draft.state = [draft.fatalFile];
      return true;
    },
  },
  {
    mark: "#",
    whole: true,
    pattern: /^#\s+Debug check failed: (.*)/,
    when: afterFatal,
    apply: (draft, match) => failure(draft, group(match, 1), "DCHECK failure"),
  },
  {
    mark: "#",
    whole: true,
    pattern: /^#\s+(?:Check failed: |RepresentationChangerError: node #\d+:)(.*)/,
    when: afterFatal,
    apply: (draft, match) => failure(draft, group(match, 1), "CHECK failure"),
  },
  {
    mark: "#",
    whole: true,
    pattern:
      /^#\s+(?!Debug check failed: |Check failed: |RepresentationChangerError: |\d+ +0x)(\S.*)/,
    when: afterFatal,
    apply: (draft, match) => failure(draft, group(match, 1), null),
  },
];

/** "# V8 correctness configs: …" stands where frames would. */
export const correctnessLine = (line: string): string | null =>
  /^#\s*V8 correctness ((?:configs|sources|suppression): .*)/.exec(line)?.[1] ?? null;
