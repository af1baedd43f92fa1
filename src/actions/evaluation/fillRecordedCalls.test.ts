import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../../testing/folder.ts";
import { fillRecordedCalls } from "./fillRecordedCalls.ts";

const lines = (...rows: unknown[]): string => rows.map((row) => JSON.stringify(row)).join("\r\n");
const trial = {
  events: [
    {
      view: ["target", "combined"],
      actor: "tool",
      edit: { type: "tool_call", tool_name: "find", tool_args: { q: "c" }, tool_result: "7" },
    },
  ],
};

function folderWith(text: string): string {
  const folder = makeFolder("assay-calls-");
  writeFileSync(join(folder, "calls.jsonl"), text);
  return folder;
}
const tool = { name: "find", source: "replayed", calls_file: "calls.jsonl" };

describe("calls that were recorded in a file", () => {
  test("stand in the document as if written there: calls alone, of one tool or several, and whole trials", async () => {
    const folder = folderWith(
      lines(
        { arguments: { q: "a" }, result: 1 },
        { tool: "find", arguments: { q: "b" }, result: [2] },
        { tool: "other", arguments: {}, result: 3 },
        trial,
      ),
    );
    const calls = [
      { arguments: { q: "a" }, result: 1 },
      { arguments: { q: "b" }, result: [2] },
      { arguments: { q: "c" }, result: 7 },
    ];
    const own = { name: "find", source: "replayed", calls };
    expect(await fillRecordedCalls({ tools: [tool, 5] }, folder)).toEqual({
      ok: true,
      value: { tools: [own, 5] },
    });
    expect(await fillRecordedCalls({ tools: { world: {}, tools: [tool] } }, folder)).toEqual({
      ok: true,
      value: { tools: { world: {}, tools: [own] } },
    });
  });

  test("that cannot be read are faults with the place", async () => {
    const folder = folderWith('{"arguments":{},"result":1}\n{"arguments":\n{"events":[{}]}');
    const read = await fillRecordedCalls({ tools: [tool, { ...tool, calls_file: "no" }] }, folder);
    const problems = read.ok ? [] : read.problems;
    expect(problems.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      expect.stringContaining("/tools/0/calls_file calls.jsonl, line 2 is no recorded call."),
      expect.stringContaining("/tools/0/calls_file calls.jsonl, line 3 is no recorded call."),
      expect.stringContaining(
        "/tools/1/calls_file tools.1.calls_file names no, and there is no file",
      ),
    ]);
  });

  test("are left alone where there are none", async () => {
    for (const document of [null, 3, {}, { tools: "x" }, { tools: { tools: 1 } }])
      expect(await fillRecordedCalls(document, "/nowhere")).toEqual({ ok: true, value: document });
  });
});
