import type { Crash } from "./crash.ts";
import { STATE_LINES } from "./draft.ts";
import { functionName } from "./frameName.ts";
import { golangFrame } from "./golang.ts";
import { pythonFrame } from "./managed.ts";
import { readMemcheck } from "./memcheck.ts";
import { isRuntimeFrame } from "./runtimeFrames.ts";

/**
 * Exceptions as the runtimes print them by themselves, with no fuzzer or sanitizer around: ClusterFuzz does not know them, so
 * they are tried only where it sees no crash. The type is still its "Uncaught exception"; the exception's name leads the state.
 */
export function readPlainRuntime(text: string): Crash | null {
  return (
    readPythonTraceback(text) ?? readJavaException(text) ?? readGoRace(text) ?? readMemcheck(text)
  );
}

const MOST_FRAMES = 24;
const MOST_LINES = 2_000;

function uncaught(tool: string, exception: string, frames: readonly string[]): Crash {
  const names = frames.filter((frame) => !isRuntimeFrame(frame)).map(functionName);
  return {
    tool,
    type: "Uncaught exception",
    access: null,
    address: null,
    frames: names.slice(0, MOST_FRAMES),
    state: [exception, ...names].slice(0, STATE_LINES),
  };
}

/** "Traceback (most recent call last):", frames outermost first, then "package.Error: message". */
function readPythonTraceback(text: string): Crash | null {
  const start = text.lastIndexOf("Traceback (most recent call last):");
  if (start < 0) return null;
  const lines = text.slice(start).split(/\r?\n/, MOST_LINES);
  const end = lines.findIndex((line, at) => at > 0 && /^[A-Za-z_][\w.]*(?::|$)/.test(line));
  const exception = /^[\w.]+/.exec(lines[end] ?? "")?.[0];
  if (exception === undefined) return null;
  const frames = lines.slice(0, end).flatMap((line) => pythonFrame(line) ?? []);
  return frames.length === 0 ? null : uncaught("python", exception, frames.toReversed());
}

const JAVA_START =
  /^(?:Exception in thread "[^"]{0,200}" |Caused by: )?((?:[a-z_]\w{0,60}\.){1,12}[A-Z][\w$]{0,100}(?:Exception|Error|Throwable|Issue\w{0,20}))(?::|$)/;
const JAVA_FRAME = /^\s+at ((?:[\w.$<>/@-]{1,300}))\([^()]{0,300}\)/;

/** `Exception in thread "main" java.lang.X: message` and frames "\tat a.b.C.m(C.java:1)". */
function readJavaException(text: string): Crash | null {
  const lines = text.split(/\r?\n/, 50_000);
  const start = lines.findIndex(
    (line, at) => JAVA_START.test(line) && JAVA_FRAME.test(lines[at + 1] ?? ""),
  );
  const exception = JAVA_START.exec(lines[start] ?? "")?.[1];
  if (exception === undefined) return null;
  const frames: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const frame = JAVA_FRAME.exec(line)?.[1];
    if (frame === undefined) break;
    frames.push(frame.replace(/^.*\//, ""));
  }
  return uncaught("java", exception, frames);
}

const RACE = "WARNING: DATA RACE";
const RACE_ACCESS = /^(Read|Write) at 0x([0-9a-f]+) by /;

/** Go's race detector: "Write at 0x00c0 by goroutine 7:", that stack, then "Previous read at …" with its own. */
function readGoRace(text: string): Crash | null {
  const at = text.indexOf(RACE);
  if (at < 0) return null;
  const lines = text.slice(at).split(/\r?\n/, MOST_LINES);
  const access = RACE_ACCESS.exec(lines[1] ?? "");
  if (access === null) return null;
  const end = lines.findIndex((line, index) => index > 1 && line.trim() === "");
  const stack = lines.slice(2, end < 0 ? lines.length : end);
  const frames = stack.flatMap((line) => golangFrame(line)?.split("/").at(-1) ?? []);
  return {
    tool: "go",
    type: "Data race",
    access: (access[1] ?? "").toUpperCase(),
    address: `0x${access[2]}`,
    frames: frames.slice(0, MOST_FRAMES),
    state: frames.length === 0 ? ["NULL"] : frames.slice(0, STATE_LINES),
  };
}
