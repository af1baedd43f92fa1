import fc from "fast-check";
import { expect, test } from "vitest";
import { openScrub, SCRUBBED, scrubText } from "./scrub.ts";

const SECRET = "https://lab.example/ä/v1";

test("a secret is taken out of a text wherever the text is cut into pieces", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.string(), fc.string(), cuts, (before, after, sizes) => {
      const bytes = Buffer.from(`${before}${SECRET}${after}`);
      const { push, end } = openScrub([SECRET]);
      const parts: Uint8Array[] = [];
      let at = 0;
      for (let i = 0; at < bytes.length; i += 1) {
        const size = sizes[i % sizes.length] ?? 1;
        parts.push(push(bytes.subarray(at, at + size)));
        at += size;
      }
      expect(Buffer.concat([...parts, end()]).toString()).toBe(`${before}${SCRUBBED}${after}`);
    }),
  );
});

test("nor does it stand there as JSON or a query would write it", () => {
  const json = SECRET.replaceAll("/", "\\/");
  for (const form of [json, encodeURIComponent(SECRET)])
    expect(scrubText(`a ${form} b`, [SECRET])).toBe(`a ${SCRUBBED} b`);
  expect(scrubText("nothing of it", ["", SECRET])).toBe("nothing of it");
});
