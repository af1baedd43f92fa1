import fc from "fast-check";
import { expect, test } from "vitest";
import { collect, inPieces, seeded, sha256Of } from "../../testing/sealed.ts";
import { scriptCipher } from "./cipher.ts";
import { toLabelLine, withLabel } from "./label.ts";
import { type Manifest, toHex } from "./manifest.ts";
import { countOpenedParts, openFirstChunk, openFrom, plainStart } from "./openPayload.ts";
import { CHUNK, SEALED_CHUNK, sealParts } from "./payload.ts";

const cipher = scriptCipher(new Uint8Array(32).fill(5));
const label = { name: "a", type: "text/plain", size: 4 * CHUNK };
const plain = await collect(withLabel(label, seeded(1, label.size)));

async function seal(chunksInPart: number) {
  const parts: Uint8Array[] = [];
  for await (const { bytes } of sealParts(inPieces(plain, CHUNK), { cipher, chunksInPart }))
    parts.push(bytes.slice());
  const payload = new Uint8Array(Buffer.concat(parts));
  const hashes = parts.map((part) => toHex(sha256Of(part)));
  const manifest: Manifest = {
    partSize: chunksInPart * SEALED_CHUNK,
    size: payload.length,
    parts: hashes,
  };
  const read = ({ start, end }: { start: number; end: number }) =>
    inPieces(payload.subarray(start, end), 30_000);
  return { manifest, read, cipher, sha256: sha256Of };
}
const sealed = await seal(2);

test("it opens from every part on", async () => {
  for (const part of [0, 1, 2]) {
    const rest = await collect(openFrom(sealed.read, part, sealed));
    expect(Buffer.compare(rest, plain.subarray(plainStart(sealed.manifest, part)))).toBe(0);
  }
});

test("the first chunk tells what it is", async () => {
  expect(await openFirstChunk(sealed.read, sealed)).toEqual({ label, line: toLabelLine(label) });
});

test("what was opened before is trusted as far as it is unchanged, and no further", async () => {
  const count = (some: Uint8Array) => countOpenedParts(inPieces(some, 40_000), sealed);
  expect(await count(plain)).toBe(3);
  expect(await count(plain.subarray(0, 0))).toBe(0);
  await fc.assert(
    fc.asyncProperty(fc.nat(plain.length - 1), fc.nat(plain.length - 1), async (end, at) => {
      const some = plain.slice(0, end);
      const good = await count(some);
      // A part that is there to its last byte counts only when something follows: it could have been the last one.
      const whole = Math.max(0, Math.ceil(end / (2 * CHUNK)) - 1);
      expect(good).toBe(whole);
      if (at >= end) return;
      some[at] = (some[at] ?? 0) ^ 1;
      expect(await count(some)).toBe(Math.min(whole, Math.floor(at / (2 * CHUNK))));
    }),
    { numRuns: 20 },
  );
});

test("of parts that do not begin at chunks nothing is taken over", async () => {
  const { manifest, ...rest } = sealed;
  const odd = { ...rest, manifest: { ...manifest, partSize: manifest.partSize + 1 } };
  expect(await countOpenedParts(inPieces(plain, CHUNK), odd)).toBe(0);
});
