import { type CrashDraft, clearState, restart, setMessage, setType } from "./draft.ts";
import { ANY, group, type LineRule, nothingYet } from "./rule.ts";

/** Java (Jazzer, Wycheproof, Android), Python (Atheris, PySecSan), JavaScript (Jazzer.js) and Rust. */

function uncaught(draft: CrashDraft, tool: string, type: string): true {
  setType(draft, tool, type);
  clearState(draft);
  draft.runtimeCrash = true;
  return true;
}

export const rustRules: readonly LineRule[] = [
  {
    // Before Rust 1.73 the message stands in quotes; since then it has the next line to itself.
    mark: "panicked at ",
    pattern: /^panicked at (?:'([^']*)|[^'].*:\d+:\d+:\s*$)/,
    when: ({ type }, line) => !type.startsWith("Kernel failure") && /^.{0,60}thread\s/i.test(line),
    apply: (draft, match) => {
      setType(draft, "rust", "ASSERT");
      draft.counted = 1;
      draft.messageNext = match[1] === undefined;
      if (group(match, 1) !== "") setMessage(draft, group(match, 1));
      return undefined;
    },
  },
];

export const PYTHON_START = /^\s*=== Uncaught Python exception: ===$|===BUG DETECTED: PySecSan:/;

export const scriptRules: readonly LineRule[] = [
  {
    mark: "=== Uncaught Python exception: ===",
    pattern: ANY,
    when: ({ origin }) => origin.python,
    apply: (draft) => uncaught(draft, "python", "Uncaught exception"),
  },
  {
    mark: "===BUG DETECTED: PySecSan:",
    pattern: ANY,
    apply: (draft) => uncaught(draft, "python", "PySecSan"),
  },
  {
    mark: "Uncaught Exception: ",
    whole: true,
    pattern: /^\s*==\d+== Uncaught Exception: (?:Jazzer\.js: )?/,
    when: ({ origin }) => origin.javascript,
    apply: (draft) => uncaught(draft, "javascript", "Uncaught exception"),
  },
];

const javaException =
  (type: string) =>
  (draft: CrashDraft): undefined => {
    setType(draft, "java", type);
    draft.javaException = true;
  };

export const javaRules: readonly LineRule[] = [
  {
    mark: "== Java Exception: ",
    pattern: ANY,
    when: (draft, line) => nothingYet(draft) && line.includes("FuzzerSecurityIssue"),
    apply: javaException("Security exception"),
  },
  {
    mark: "== Java Exception: ",
    pattern: ANY,
    when: nothingYet,
    apply: javaException("Uncaught exception"),
  },
  {
    mark: "com.google.security.wycheproof.",
    whole: true,
    pattern: /^.{0,80}\) (.*\(com\.google\.security\.wycheproof\.[a-zA-Z0-9]*\))/,
    when: nothingYet,
    apply: (draft, match) => {
      javaException("Wycheproof error")(draft);
      setMessage(draft, group(match, 1), 0);
      return undefined;
    },
  },
  {
    mark: "FATAL EXCEPTION",
    pattern: /^FATAL EXCEPTION.*:/,
    when: nothingYet,
    apply: (draft) => {
      restart(draft);
      return javaException("Fatal Exception")(draft);
    },
  },
];

const JAVA_TYPES = new Set([
  "CHECK failure",
  "Fatal Exception",
  "Uncaught exception",
  "Security exception",
]);

/** "\tat com.example.Class.method(Class.java:12)"; only while a Java exception is being read. */
export function javaFrame(draft: CrashDraft, line: string): string | null {
  if (!draft.javaException || !JAVA_TYPES.has(draft.type)) return null;
  if (!/^\s*at /.test(line)) return null;
  const close = line.lastIndexOf(")");
  const open = line.lastIndexOf("(", close);
  return open > 0 ? line.slice(0, open).trim().slice("at ".length) : null;
}

/** `File "a/b.py", line 12, in function`. */
export const pythonFrame = (line: string): string | null =>
  /^\s*File "[^"]+", line \d+, in (.+)$/.exec(line)?.[1] ?? null;

/** "    at name (/path/file.ts:6:15)". */
export const javascriptFrame = (line: string): string | null =>
  /^\s* at (?:async |new )?(\S+) \(.*:\d+:\d+\)/.exec(line)?.[1] ?? null;
