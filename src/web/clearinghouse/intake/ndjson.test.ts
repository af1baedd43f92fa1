import fc from "fast-check";
import { expect, test } from "vitest";
import { countLines, cutAtLines, linesOf } from "./ndjson.ts";

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

test("a file is cut at line ends alone and nothing of it is lost", async () => {
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      async (lines, most, ended) => {
        const whole = lines.join("\n") + (ended ? "\n" : "");
        const parts = await cutAtLines(new Blob([whole]), most);
        const texts = await Promise.all(parts.map((part) => part.text()));
        expect(texts.join("")).toBe(whole);
        for (const part of texts.slice(0, -1)) expect(part.endsWith("\n")).toBe(true);
        const counts = await Promise.all(parts.map(countLines));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(lines.length);
      },
    ),
    { numRuns: 50 },
  );
});
