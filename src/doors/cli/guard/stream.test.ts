import { describe, expect, test } from "vitest";
import { runCommand } from "../../../testing/commandLine.ts";
import { guardScan } from "./scan.ts";
import { guardStream } from "./stream.ts";

const line = (value: object) => `${JSON.stringify(value)}\n`;

describe("assay guard stream", () => {
  test("writes what each chunk let out, and joined what a scan gives", async () => {
    const texts = ["My mail: ada@example.com, 😀 and more", "nothing", "", "tlp:red is this"];
    const cut = texts.map((text) => text.match(/[\s\S]{1,5}/g) ?? []);
    const input = cut.map((chunks, id) => line({ id, chunks })).join("");
    const { status, out } = await runCommand(guardStream, ["--jsonl"], { input: [input] });
    const scanned = await runCommand(guardScan, ["--jsonl"], {
      input: [texts.map((text, id) => line({ id, text })).join("")],
    });
    const outputs = scanned.out
      .trimEnd()
      .split("\n")
      .map((one) => JSON.parse(one));
    expect(status).toBe(0);
    const streams = out
      .trimEnd()
      .split("\n")
      .map((one) => JSON.parse(one));
    for (const [i, { id, emitted, verdict, held }] of streams.entries()) {
      expect({ id, verdict, count: emitted.length }).toEqual({
        id: i,
        verdict: outputs[i].verdict,
        count: (cut[i]?.length ?? 0) + 1,
      });
      if (outputs[i].output !== null) expect(emitted.join("")).toBe(outputs[i].output);
      else expect(emitted.join("")).toBe("");
      expect(held.mean).toBeLessThanOrEqual(held.max);
    }
  });

  test("answers a line that cannot be read by a block, and ends with 2", async () => {
    const input = ['{"id":"a","chunks":"b"}\n', '{"id":"c","chunks":["d, "]}'];
    const { status, out, err } = await runCommand(guardStream, ["--jsonl"], { input });
    expect(status).toBe(2);
    expect(err).toContain("line 1 cannot be read");
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((one) => JSON.parse(one)),
    ).toEqual([
      {
        id: "a",
        emitted: [],
        verdict: "block",
        held: { mean: 0, max: 0 },
        error: '"chunks" is missing, or is no array.',
      },
      { id: "c", emitted: ["d", ", "], verdict: "pass", held: { mean: 1, max: 1 } },
    ]);
  });

  test("has no other form than lines", async () => {
    expect(await runCommand(guardStream, [], { input: [] })).toMatchObject({ status: 2, out: "" });
  });
});
