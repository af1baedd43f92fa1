import { z } from "zod";
import type { Problem } from "../problem.ts";
import { TestCaseRow } from "./assert/rows.ts";
import { readAt } from "./config/issues.ts";
import { fromAssertCase, type TestCase, toTestCase } from "./testCase.ts";

const about = { title: z.string().default(""), system: z.string().nullable().default(null) };
const Own = z
  .object({
    kind: z.enum(["prompt", "scenario"]),
    content: z.object({
      ...about,
      message: z.string().optional(),
      goal: z.string().default(""),
      script: z.array(z.string()).default([]),
      mostTurns: z.number().int().positive().default(6),
    }),
    stratum: z.record(z.string(), z.string()).default({}),
  })
  .refine(({ kind, content }) => kind === "scenario" || content.message !== undefined, {
    path: ["content", "message"],
    error: "is required of a prompt.",
  })
  .transform(({ kind, content, stratum }): TestCase => {
    const { title, system, message = "", goal, script, mostTurns } = content;
    return kind === "prompt"
      ? toTestCase({ kind, content: { title, system, message } }, stratum)
      : toTestCase({ kind, content: { title, system, goal, script, mostTurns } }, stratum);
  });

export type ReadCase =
  | { readonly ok: true; readonly value: TestCase }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A case of a list, ours or ASSERT's. Its id is made of its content, whatever the row says. `line` is 1-based. */
export function readCase(text: string, line: number): ReadCase {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const message = `Line ${line} is no JSON. Write one case a line.`;
    return { ok: false, problems: [{ rule: "case/json", pointer: `/line/${line}`, message }] };
  }
  const isAssert = typeof value === "object" && value !== null && "seed" in value;
  const at = () => line;
  return isAssert
    ? readAt(TestCaseRow.transform(fromAssertCase), value, [], at)
    : readAt(Own, value, [], at);
}
