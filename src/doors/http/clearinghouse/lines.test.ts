import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf } from "./lines.ts";

async function* chunks(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

const read = async (parts: readonly Uint8Array[], limit = 1_000) => {
  const lines: { number: number; text: string | null }[] = [];
  for await (const { number, bytes } of linesOf(chunks(parts), limit)) {
    lines.push({ number, text: bytes && Buffer.from(bytes).toString("utf8") });
  }
  return lines;
};

test("lines do not depend on how the stream was cut", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "é", "\n", "\r\n", " "), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat({ max: 120 })), async (whole, cuts) => {
      const bytes = Buffer.from(whole);
      const places = [
        ...new Set([0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length]),
      ].sort((a, b) => a - b);
      const parts = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
      const expected = whole
        .split("\n")
        .map((line, i) => ({ number: i + 1, text: line.replace(/\r$/, "") }))
        .filter(({ text }) => text.trim() !== "");
      expect(await read(parts)).toEqual(expected);
    }),
  );
});

test("a line over the limit is told and skipped, the next one is read", async () => {
  expect(await read([Buffer.from(`${"x".repeat(50)}\nshort\n`)], 20)).toEqual([
    { number: 1, text: null },
    { number: 2, text: "short" },
  ]);
});
