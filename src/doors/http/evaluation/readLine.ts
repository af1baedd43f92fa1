import type { ReadLine } from "#actions/evaluationDesk/appendLines.ts";
import type { PushedLine as Pushed } from "#actions/evaluationDesk/planLines.ts";
import { PushedLine } from "#contract/evaluation/trial.ts";
import type { Line } from "../clearinghouse/lines.ts";

const DECODER = new TextDecoder("utf-8", { fatal: true });
const MOST_FAULTS = 3;

type Read = ReadLine["read"];

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(DECODER.decode(bytes));
  } catch {
    return undefined;
  }
}

function readBytes(bytes: Uint8Array): Read {
  const value = parse(bytes);
  if (value === undefined)
    return { problem: "The line is not JSON in UTF-8. Write one JSON object a line." };
  const read = PushedLine.safeParse(value);
  if (read.success) return read.data as Pushed;
  const shape = typeof value === "object" && value !== null && "trial" in value ? 0 : 1;
  const [issue] = read.error.issues;
  const issues = issue?.code === "invalid_union" ? (issue.errors[shape] ?? []) : read.error.issues;
  const faults = issues
    .slice(0, MOST_FAULTS)
    .map((one) => `/${one.path.join("/")}: ${one.message}`);
  return { problem: `The line is no trial and no verdicts. ${faults.join(" ")}` };
}

/** What each line says, or what is wrong with it. */
export async function* readLines(lines: AsyncIterable<Line>): AsyncGenerator<ReadLine> {
  for await (const { number, bytes } of lines) {
    const read =
      bytes === null
        ? { problem: "The line is longer than a line may be. Cut what is raw out of it." }
        : readBytes(bytes);
    yield { line: number, bytes, read };
  }
}
