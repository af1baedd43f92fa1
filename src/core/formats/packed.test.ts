import { deflateRawSync, gzipSync, crc32 as nodeCrc32 } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";
import { gunzip } from "./gzip.ts";
import { inflateRaw } from "./inflate.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { unzip } from "./zip.ts";

const MIB = 2 ** 20;
const contents = fc.oneof(
  fc.uint8Array({ maxLength: 5_000 }),
  fc.tuple(fc.nat(255), fc.nat(200_000)).map(([byte, size]) => new Uint8Array(size).fill(byte)),
);
const plain = (bytes: Uint8Array): number[] => [...bytes];

test("the checksum is the one that zlib computes, in one piece or several", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (pieces) => {
      expect(crc32(pieces)).toBe(nodeCrc32(Buffer.concat(pieces)));
    }),
  );
});

test("what zlib deflates inflates to the same bytes", () => {
  fc.assert(
    fc.property(contents, (bytes) => {
      const inflated = inflateRaw(deflateRawSync(bytes), MIB);
      if (!inflated.ok) throw new Error(inflated.reason);
      expect(Buffer.compare(inflated.bytes, bytes)).toBe(0);
      const unpacked = gunzip(gzipSync(bytes), MIB);
      if (unpacked.ok) expect(Buffer.compare(unpacked.bytes, bytes)).toBe(0);
      else expect(bytes.subarray(0, 2)).toEqual(Uint8Array.of(0x1f, 0x8b));
    }),
    { numRuns: 60 },
  );
});

test("inflating stops at the limit, to the byte", () => {
  const packed = deflateRawSync(Buffer.alloc(1_000));
  expect(inflateRaw(packed, 1_000).ok).toBe(true);
  expect(inflateRaw(packed, 999)).toEqual({ ok: false, reason: "too-large" });
});

test("a gzip header with name, comment, extra field and checksum is read over", () => {
  const packed = gzipSync("content");
  const header = Uint8Array.of(
    0x1f,
    0x8b,
    8,
    2 | 4 | 8 | 16,
    0,
    0,
    0,
    0,
    0,
    3,
    2,
    0,
    7,
    7,
    97,
    0,
    98,
    0,
    1,
    2,
  );
  const unpacked = gunzip(Buffer.concat([header, packed.subarray(10)]), MIB);
  expect(unpacked.ok && new TextDecoder().decode(unpacked.bytes)).toBe("content");
});

test("a gzip file with any byte of content or trailer changed is refused or gives the same", () => {
  const content = "the same words, the same words, and others";
  const packed = gzipSync(content);
  for (let at = 10; at < packed.length; at += 1)
    for (const bit of [1, 16, 128]) {
      const changed = Uint8Array.from(packed);
      changed[at] = (changed[at] ?? 0) ^ bit;
      const unpacked = gunzip(changed, MIB);
      if (unpacked.ok) expect(new TextDecoder().decode(unpacked.bytes)).toBe(content);
    }
});

const names = fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{1,3})?$/);

test("the plain files of a zip come out as they went in", () => {
  fc.assert(
    fc.property(
      fc.dictionary(names, fc.uint8Array({ maxLength: 500 }), { maxKeys: 8 }),
      fc.constantFrom(0, 6),
      (files, level) => {
        const read = unzip(zipSync(files, { level: level as 0 | 6 }), DEFAULT_LIMITS);
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        expect(
          Object.fromEntries(read.files.map(({ name, bytes }) => [name, plain(bytes)])),
        ).toEqual(
          Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, plain(bytes)])),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test("all files of a zip together may inflate to the limit and no more", () => {
  const zip = zipSync({ a: new Uint8Array(600), b: new Uint8Array(600) });
  expect(unzip(zip, { ...DEFAULT_LIMITS, fileBytes: 1_200 }).ok).toBe(true);
  expect(unzip(zip, { ...DEFAULT_LIMITS, fileBytes: 1_199 })).toMatchObject({
    ok: false,
    problems: [{ rule: "zip/too-large" }],
  });
});
