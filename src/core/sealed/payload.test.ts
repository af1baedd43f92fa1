import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collect, collectUntilFault, inPieces, seeded, sha256Of } from "../../testing/sealed.ts";
import { scriptCipher } from "./cipher.ts";
import { SealedFault } from "./fault.ts";
import { checkParts, type Manifest, toHex } from "./manifest.ts";
import { CHUNK, chunkNonce, openChunks, SEALED_CHUNK, sealedSize, sealParts } from "./payload.ts";

const cipher = scriptCipher(new Uint8Array(32).fill(7));
const CHUNKS_IN_PART = 2;
const PART = CHUNKS_IN_PART * SEALED_CHUNK;

async function seal(plain: Uint8Array, piece = 40_000) {
  const parts: Uint8Array[] = [];
  const sealing = { cipher, chunksInPart: CHUNKS_IN_PART };
  for await (const { index, bytes, isLast } of sealParts(inPieces(plain, piece), sealing)) {
    expect(index).toBe(parts.length);
    if (!isLast) expect(bytes.length).toBe(PART);
    parts.push(bytes.slice());
  }
  const payload = new Uint8Array(Buffer.concat(parts));
  const hashes = parts.map((part) => toHex(sha256Of(part)));
  const manifest: Manifest = { partSize: PART, size: payload.length, parts: hashes };
  return { payload, manifest };
}

const plain = await collect(seeded(3, 5 * CHUNK + 1000));
const sealed = await seal(plain);
const openAll = (payload: Uint8Array, piece = 30_000, from = 0) =>
  collectUntilFault(openChunks(inPieces(payload, piece), { cipher, from }));
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** Chunks in another order, left out or repeated: what somebody with access to the store could do. */
const rearranged = (order: readonly number[], from = sealed.payload, size = SEALED_CHUNK) =>
  new Uint8Array(Buffer.concat(order.map((n) => from.subarray(n * size, (n + 1) * size))));

describe("a payload", () => {
  test("is the same however its plaintext arrives, and opens however it arrives", async () => {
    const few = await collect(seeded(4, 3 * CHUNK));
    const reference = await seal(few, few.length);
    const pieces = fc.integer({ min: 500, max: 4 * CHUNK });
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (one, two) => {
        const { payload } = await seal(few, one);
        const { bytes, error } = await openAll(payload, two);
        return same(payload, reference.payload) && same(bytes, few) && error === undefined;
      }),
      { numRuns: 12 },
    );
  });

  test("has the size that is said beforehand", () => {
    expect(sealed.payload.length).toBe(sealedSize(plain.length));
    expect([0, 1, CHUNK, CHUNK + 1].map(sealedSize)).toEqual([16, 17, CHUNK + 16, CHUNK + 33]);
  });

  test("numbers chunks over more than four bytes, and marks the last", () => {
    expect(toHex(chunkNonce(2 ** 40 + 258, true))).toBe("000000000001000000010201");
  });

  test("of which one bit is flipped gives out the chunks before it and nothing else", async () => {
    const places = fc.tuple(fc.nat(sealed.payload.length - 1), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(places, async ([at, bit]) => {
        const flipped = sealed.payload.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const { bytes, error } = await openAll(flipped);
        const before = Math.floor(at / SEALED_CHUNK) * CHUNK;
        return error instanceof SealedFault && same(bytes, plain.subarray(0, before));
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["a missing chunk", [0, 1, 3, 4, 5], 2],
    ["a repeated chunk", [0, 1, 1, 2, 3, 4, 5], 2],
    ["two exchanged chunks", [0, 2, 1, 3, 4, 5], 1],
    ["a chunk behind the last", [0, 1, 2, 3, 4, 5, 5], 5],
    ["a last chunk in the middle", [0, 1, 5, 2, 3, 4], 2],
    ["a missing first chunk", [1, 2, 3, 4, 5], 0],
  ])("with %s gives out what stood before", async (_, order, whole) => {
    const { bytes, error } = await openAll(rearranged(order));
    expect(error).toBeInstanceOf(SealedFault);
    expect(error).toMatchObject({ code: "sealed/chunk-damaged" });
    expect(same(bytes, plain.subarray(0, whole * CHUNK))).toBe(true);
  });

  test("that ends too early says so, wherever it ends", async () => {
    const whole = await openAll(rearranged([0, 1, 2]));
    expect(whole.error).toMatchObject({ code: "sealed/cut-short" });
    expect(same(whole.bytes, plain.subarray(0, 2 * CHUNK))).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.payload.length - 1), async (end) => {
        const { bytes, error } = await openAll(sealed.payload.subarray(0, end));
        return error instanceof SealedFault && same(bytes, plain.subarray(0, bytes.length));
      }),
      { numRuns: 12 },
    );
  });

  test("goes on from any part, and only from the place that is said", async () => {
    const rest = sealed.payload.subarray(PART);
    const good = await openAll(rest, 9_999, CHUNKS_IN_PART);
    expect(same(good.bytes, plain.subarray(CHUNKS_IN_PART * CHUNK))).toBe(true);
    const bad = await openAll(rest, 9_999, CHUNKS_IN_PART + 1);
    expect(bad).toMatchObject({ bytes: new Uint8Array(), error: { code: "sealed/chunk-damaged" } });
  });

  test("sealed with another key does not open", async () => {
    const other = scriptCipher(new Uint8Array(32).fill(8));
    const opened = openChunks(inPieces(sealed.payload, 50_000), { cipher: other, from: 0 });
    expect(await collectUntilFault(opened)).toMatchObject({ bytes: new Uint8Array() });
  });
});

describe("the parts of a payload", () => {
  const { manifest } = sealed;
  const check = (payload: Uint8Array, from = 0, piece = 30_000) =>
    collectUntilFault(checkParts(inPieces(payload, piece), { manifest, sha256: sha256Of, from }));

  test("are given out when they are those of the manifest, from any part on", async () => {
    for (const from of [0, 1, 2]) {
      const { bytes, error } = await check(sealed.payload.subarray(from * PART), from, 70_001);
      expect(error).toBeUndefined();
      expect(same(bytes, sealed.payload.subarray(from * PART))).toBe(true);
    }
  });

  test.each([
    ["missing", [0, 2], 1],
    ["repeated", [0, 0, 1, 2], 1],
    ["exchanged", [1, 0, 2], 0],
  ])("are refused when one is %s, before it is given out", async (_, order, whole) => {
    const { bytes, error } = await check(rearranged(order, sealed.payload, PART));
    expect(error).toBeInstanceOf(SealedFault);
    expect(same(bytes, sealed.payload.subarray(0, whole * PART))).toBe(true);
  });

  test("are refused with a flipped bit, cut short or with something behind them", async () => {
    const flipped = sealed.payload.slice();
    flipped[PART + 5] = (flipped[PART + 5] ?? 0) ^ 1;
    expect((await check(flipped)).error).toMatchObject({ code: "sealed/part-damaged" });
    expect((await check(flipped)).bytes.length).toBe(PART);
    expect((await check(sealed.payload.slice(0, -1))).error).toMatchObject({
      code: "sealed/cut-short",
    });
    const longer = new Uint8Array([...sealed.payload, 0]);
    expect((await check(longer)).error).toMatchObject({ code: "sealed/part-damaged" });
  });
});
