import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linesOf } from "#doors/http/clearinghouse/lines.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../testing/desk.ts";
import { readCounts } from "./readCounts.ts";
import { type BatchLine, runBatch } from "./runBatch.ts";

let desk: TestDesk;
let finder: TestPerson;
let analyst: TestPerson;
beforeAll(async () => {
  desk = await testDesk();
  finder = await desk.person(await desk.party("Kestrel Lab", "lab"), ["finder"]);
  analyst = await desk.person(await desk.party("Lakeside", "desk"), ["analyst"]);
});
afterAll(async () => await desk.close());

const bundle = (n: number, change: object = {}) => ({
  title: `Out-of-bounds write in reader ${n}`,
  component: `pkg:generic/reader-${n}`,
  version: "1.0.0",
  weakness: "CWE-787",
  description: `The reader number ${n} multiplies a count in 32 bits and writes past the block it allocates for it.`,
  locations: [{ file: `src/reader${n}.c`, line: 10 + n, function: `read_${n}` }],
  ...change,
});

async function send(text: string, who = finder, key: string | null = null): Promise<BatchLine[]> {
  const answers = runBatch(desk.deps, who, {
    body: Readable.from([Buffer.from(text)]),
    lines: (stream) => linesOf(stream, 1_000_000),
    name: "test",
    tlp: "AMBER",
    key,
  });
  const lines: BatchLine[] = [];
  for await (const group of answers) lines.push(...group);
  return lines;
}

describe("a batch", () => {
  test("answers each line in order; a bad one is refused with its place and the rest goes on", async () => {
    const text = [JSON.stringify(bundle(1)), '{"title": 5}', JSON.stringify(bundle(2))].join("\n");
    const lines = await send(text);
    expect(lines.map(({ line, status }) => [line, status])).toEqual([
      [1, "stored"],
      [2, "refused"],
      [3, "stored"],
    ]);
    expect(lines[1]?.problems[0]).toMatchObject({ pointer: "/title" });
    expect(lines[0]?.findings).toEqual([{ id: expect.stringMatching(/^FD-/) }]);
  });

  test("sent again answers known and changes no count", async () => {
    const text = [1, 2, 3].map((n) => JSON.stringify(bundle(n + 10))).join("\n");
    const first = await send(text, finder, "k1");
    const before = await readCounts(desk.deps, analyst);
    const again = await send(text, finder, "k1");
    expect(again.map(({ status }) => status)).toEqual(["known", "known", "known"]);
    expect(again.map(({ report }) => report)).toEqual(first.map(({ report }) => report));
    expect(await readCounts(desk.deps, analyst)).toEqual(before);
  });

  test("tells the desk which case a finding joined, and a finder nothing of others", async () => {
    const one = JSON.stringify(bundle(30));
    const [first] = await send(one, analyst);
    const [second] = await send(one, finder);
    expect(first?.findings[0]).toMatchObject({ match: "new", case: expect.stringMatching(/^VC-/) });
    expect(second?.status).toBe("stored");
    expect(Object.keys(second?.findings[0] ?? {})).toEqual(["id"]);
    const [third] = await send(`${one} `, analyst);
    expect(third?.findings[0]).toMatchObject({ match: "same", case: first?.findings[0]?.case });
  });
});
