import type { CodeLocation } from "../../clearinghouse/finding.ts";
import { cutText } from "../cutText.ts";
import { functionName } from "./frameName.ts";
import { isRuntimeFrame } from "./runtimeFrames.ts";
import { endsStack } from "./stackEnd.ts";

const MOST_LOCATIONS = 8;
const MOST_LINES = 400;
const LONGEST_LINE = 4_000;

type Located = {
  readonly text: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
};

/** Where the stack stands, innermost first, as far as the frames name a file and a line. */
export function traceLocations(trace: string): CodeLocation[] {
  const lines = crashLines(trace);
  const python = lines.some((line) => PYTHON.test(line));
  const located = lines.flatMap((line, at) => locate(line, lines[at - 1] ?? "") ?? []);
  const places = located.length === 0 ? panicPlace(lines) : located;
  return (python ? places.toReversed() : places)
    .filter(({ text }) => !isRuntimeFrame(text))
    .slice(0, MOST_LOCATIONS)
    .map(({ name, file, line }) => ({ file, line, function: name || null }));
}

/** What another thread did before, where frames have no numbers. */
const EARLIER = /^Previous /;

/** Without the stacks that follow the crash's own. */
function crashLines(trace: string): string[] {
  const lines = trace.split(/\r?\n/, MOST_LINES).map((line) => cutText(line, LONGEST_LINE));
  const first = lines.findIndex((line) => NUMBERED.test(line));
  const end = lines.findIndex(
    (line, at) => at > first && (first >= 0 || EARLIER.test(line)) && endsStack(line),
  );
  return end < 0 ? lines : lines.slice(0, end);
}

/** ThreadSanitizer prints no addresses. */
const NUMBERED = /^\s*#\d+\s+(?:0x[0-9a-fA-F]+\s+in\s+)?(.*)$/;
const FILE_LINE = /\s([^\s:]+(?::[\\/][^\s:]+)?):(\d+)(?::\d+)?$/;
/** "(prog+0x4f1) (BuildId: 7a)" */
const MODULE = /(?:\s\([^()]{0,500}\)){1,3}$/;
const PYTHON = /^\s*File "([^"]+)", line (\d+), in (\S.*)$/;
const JAVA = /^\s+at ([\w.$<>/@-]+)\(([\w$.-]+\.\w+):(\d+)\)/;
const GO = /^\s+(\S*[/\\]\S+\.go):(\d+)(?:\s|$)/;
const MEMCHECK = /^==\d+==\s+(?:at|by) 0x[0-9A-Fa-f]+: (\S.{0,1000}) \(([^\s():]+):(\d+)\)$/;
/** "   3: chunk::read" and, below it, "             at ./src/chunk.rs:42:9". */
const RUST_CALL = /^\s+\d+: (?:0x[0-9a-f]+ - )?(\S.*)$/;
const RUST = /^\s+at (\S+\.rs):(\d+)(?::\d+)?$/;
const RUST_PANIC = /panicked at (?:'.{0,1000}', )?(\S+\.rs):(\d+):\d+:?\s*$/;

function locate(line: string, before: string): Located | null {
  const numbered = NUMBERED.exec(line)?.[1];
  if (numbered !== undefined) {
    const text = numbered.replace(MODULE, "");
    return located(FILE_LINE.exec(text), 1, 2, text);
  }
  const python = PYTHON.exec(line);
  if (python !== null) return located(python, 1, 2, python[3] ?? "");
  const java = JAVA.exec(line);
  if (java !== null) return located(java, 2, 3, java[1] ?? "");
  const memcheck = MEMCHECK.exec(line);
  if (memcheck !== null) return located(memcheck, 2, 3, memcheck[1] ?? "");
  return locateRust(line, before) ?? locateGo(line, before);
}

function locateRust(line: string, before: string): Located | null {
  const name = RUST_CALL.exec(before)?.[1];
  const match = name === undefined ? null : RUST.exec(line);
  if (match === null || match[1]?.startsWith("/rustc/")) return null;
  return located(match, 1, 2, name ?? "");
}

/** The panic itself names its place, but not the function. */
function panicPlace(lines: readonly string[]): Located[] {
  const match = lines.map((line) => RUST_PANIC.exec(line)).find((found) => found !== null);
  const place = located(match ?? null, 1, 2, "panicked");
  return place === null ? [] : [{ ...place, name: "" }];
}

function locateGo(line: string, before: string): Located | null {
  const call = before.endsWith(")") ? before.trim().slice(0, before.trim().lastIndexOf("(")) : "";
  const go = call === "" ? null : located(GO.exec(line), 1, 2, call);
  return go === null ? null : { ...go, name: call.split("/").at(-1) ?? call };
}

function located(
  match: RegExpExecArray | null,
  file: number,
  line: number,
  text: string,
): Located | null {
  const path = match?.[file];
  const number = Number(match?.[line]);
  const sound =
    path !== undefined && Number.isSafeInteger(number) && number > 0 && number < 2 ** 31;
  return sound ? { text, name: functionName(text), file: path, line: number } : null;
}
