import type { z } from "zod";
import { toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";

/** Rows of a JSONL file, and what is wrong with those that could not be read. Pointers begin with `/line/N`, 1-based. */
export type ReadLines<T> = {
  readonly rows: readonly T[];
  readonly problems: readonly Problem[];
  /** The last line was cut off, as by a process that was killed while it wrote; it is no problem and no row. */
  readonly torn: boolean;
};

/** One row a line. Empty lines are skipped; a last line that has no newline and is no JSON is torn. */
export function readJsonLines<T>(text: string, schema: z.ZodType<T>): ReadLines<T> {
  const rows: T[] = [];
  const problems: Problem[] = [];
  let torn = false;
  const lines = text.split("\n");
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const value = parse(line);
    if (value === undefined) {
      if (i === lines.length - 1) torn = true;
      else problems.push(problemAt(i, [], "json", "The line is no JSON."));
      continue;
    }
    const read = schema.safeParse(value);
    if (read.success) rows.push(read.data);
    else
      problems.push(
        ...read.error.issues.map(({ path, message, code }) =>
          problemAt(i, path, code.replaceAll("_", "-"), message),
        ),
      );
  }
  return { rows, problems, torn };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

const problemAt = (
  line: number,
  path: readonly PropertyKey[],
  rule: string,
  message: string,
): Problem => ({
  rule: `jsonl/${rule}`,
  pointer: toPointer(["line", line + 1, ...path.map(String)]),
  message: `Line ${line + 1}: ${path.length === 0 ? "" : `${path.join(".")}: `}${message}`,
});
