import fc from "fast-check";
import { expect, test } from "vitest";
import { cutAtLines, linesOf } from "./ndjson.ts";

const streamOf = (bytes: Uint8Array, cuts: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += cuts)
        controller.enqueue(bytes.slice(at, at + cuts));
      controller.close();
    },
  });
const text = fc.array(fc.stringMatching(/^[a-zé€]{1,9}$/), { minLength: 1, maxLength: 30 });

test("lines come whole however the bytes are cut, letters of several bytes too", async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (lines, cuts) => {
      const read: string[] = [];
      for await (const line of linesOf(streamOf(new TextEncoder().encode(lines.join("\n")), cuts)))
        read.push(line);
      expect(read).toEqual(lines);
    }),
  );
});

test("a file is cut at line ends alone, within the limits, and nothing of it is lost", async () => {
  const limit = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.record({ bytes: limit, lines: limit, free: limit }),
      fc.boolean(),
      async (lines, limits, ended) => {
        const whole = lines.join("\n") + (ended ? "\n" : "");
        const parts = await cutAtLines(new Blob([whole]), limits);
        const texts = await Promise.all(parts.map(({ blob }) => blob.text()));
        expect(texts.join("")).toBe(whole);
        expect(parts.reduce((sum, part) => sum + part.lines, 0)).toBe(lines.length);
        for (const part of texts.slice(0, -1)) expect(part.endsWith("\n")).toBe(true);
        for (const { blob, lines: count } of parts) {
          expect(blob.size <= limits.bytes || count === 1).toBe(true);
          // Whichever limit of the two is kept: one line less would have been within it.
          expect(count <= limits.lines || blob.size <= limits.free + 40).toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
});
