import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8 } from "./text.ts";

/** Text with some bytes changed. */
const nearlyText = fc
  .tuple(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
  )
  .map(([text, changes]) => {
    const bytes = new TextEncoder().encode(text);
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    return bytes;
  });

const looksUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

test("bytes are taken exactly where they are UTF-8", () => {
  fc.assert(
    fc.property(nearlyText, (bytes) => {
      const read = decodeUtf8(bytes);
      expect(read.ok).toBe(isUtf8(bytes) && !looksUtf16(bytes));
    }),
    { numRuns: 1_000 },
  );
});

test("the place is that of the first bad byte: everything before it is UTF-8, with it nothing is", () => {
  fc.assert(
    fc.property(nearlyText, (bytes) => {
      const read = decodeUtf8(bytes);
      const offset = read.ok
        ? undefined
        : /at offset (\d+)/.exec(read.problems[0]?.message ?? "")?.[1];
      if (offset === undefined) return;
      const at = Number(offset);
      expect(isUtf8(bytes.subarray(0, at))).toBe(true);
      for (let end = at + 1; end <= Math.min(bytes.length, at + 4); end += 1)
        expect(isUtf8(bytes.subarray(at, end))).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test("line and column are told in characters", () => {
  const bytes = new Uint8Array([...new TextEncoder().encode("a\nüü"), 0xff]);
  expect(decodeUtf8(bytes)).toMatchObject({
    ok: false,
    problems: [{ rule: "encoding/not-utf-8", pointer: "/line/2/column/3" }],
  });
});

test("a byte-order mark is taken off and told", () => {
  expect(decodeUtf8(new TextEncoder().encode("\ufeffa"))).toEqual({
    ok: true,
    text: "a",
    byteOrderMark: true,
  });
});
