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
  return (python ? located.toReversed() : located)
    .filter(({ text }) => !isRuntimeFrame(text))
    .slice(0, MOST_LOCATIONS)
    .map(({ name, file, line }) => ({ file, line, function: name || null }));
}

/** Without the stacks that follow the crash's own. */
function crashLines(trace: string): string[] {
  const lines = trace.split(/\r?\n/, MOST_LINES).map((line) => cutText(line, LONGEST_LINE));
  const first = lines.findIndex((line) => NUMBERED.test(line));
  const end = lines.findIndex((line, at) => at > first && first >= 0 && endsStack(line));
  return end < 0 ? lines : lines.slice(0, end);
}

const NUMBERED = /^\s*#\d+\s+0x[0-9a-fA-F]+\s+in\s+(.*)$/;
const FILE_LINE = /\s([^\s:]+(?::[\\/][^\s:]+)?):(\d+)(?::\d+)?(?:\s*\([^()]*\))?$/;
const PYTHON = /^\s*File "([^"]+)", line (\d+), in (\S.*)$/;
const JAVA = /^\s+at ([\w.$<>/@-]+)\(([\w$.-]+\.\w+):(\d+)\)/;
const GO = /^\t(\S+\.go):(\d+)/;

function locate(line: string, before: string): Located | null {
  const numbered = NUMBERED.exec(line)?.[1];
  if (numbered !== undefined) return located(FILE_LINE.exec(numbered), 1, 2, numbered);
  const python = PYTHON.exec(line);
  if (python !== null) return located(python, 1, 2, python[3] ?? "");
  const java = JAVA.exec(line);
  if (java !== null) return located(java, 2, 3, java[1] ?? "");
  const call = before.endsWith(")") ? before.slice(0, before.lastIndexOf("(")) : "";
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
