import fc from "fast-check";
import { expect, test } from "vitest";
import { collect, inPieces, seeded, sha256Of } from "../../testing/sealed.ts";
import { scriptCipher } from "./cipher.ts";
import { SealedFault } from "./fault.ts";
import { toHex } from "./manifest.ts";
import { CHUNK, SEALED_CHUNK, sealParts } from "./payload.ts";
import { uploadParts } from "./uploadParts.ts";

const cipher = scriptCipher(new Uint8Array(32).fill(5));
const content = await collect(seeded(6, 4 * CHUNK + 7));

/** A disk, a server that records every byte it is ever sent, and a process that can be stopped before or after it sends. */
function world() {
  const disk = new Map<number, string>();
  const server = new Map<number, string>();
  const sent: { index: number; hash: string }[] = [];
  const run = (source: Uint8Array, stopAfter = Number.POSITIVE_INFINITY, isKept = true) => {
    let left = stopAfter;
    const parts = sealParts(inPieces(source, 50_000), { cipher, chunksInPart: 1 });
    return uploadParts(parts, {
      partSize: SEALED_CHUNK,
      have: server,
      journal: {
        at: (part) => disk.get(part),
        record: async (part, sha256) => void disk.set(part, sha256),
      },
      sha256: sha256Of,
      put: async ({ index, sha256 }, bytes) => {
        expect(toHex(sha256)).toBe(toHex(sha256Of(bytes)));
        sent.push({ index, hash: toHex(sha256) });
        left -= 1;
        if (left >= 0 || isKept) server.set(index, toHex(sha256));
        if (left < 0) throw new Error("killed");
      },
      onProgress: () => undefined,
    });
  };
  return { run, sent, server };
}

test("whenever an upload is stopped, it goes on, and sends no part that the server has", async () => {
  const stops = fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(stops, async (many) => {
      const { run, sent, server } = world();
      let lost = 0;
      for (const [after, isKept] of many) {
        const had = server.size;
        await run(content, after, isKept).catch((error: Error) => {
          expect(error.message).toBe("killed");
          if (!isKept) lost += 1;
        });
        expect(server.size).toBeGreaterThanOrEqual(had);
      }
      const manifest = await run(content);
      expect(manifest).toEqual(await world().run(content));
      expect(sent.length).toBe(manifest.parts.length + lost);
    }),
    { numRuns: 25 },
  );
});

test("a source that changed is not sent under the key and nonce that its former content was sent under", async () => {
  const changes = fc.tuple(fc.nat(3), fc.boolean(), fc.nat(content.length - 1), fc.nat(254));
  await fc.assert(
    fc.asyncProperty(changes, async ([after, isKept, at, more]) => {
      const { run, sent } = world();
      await run(content, after, isKept).catch(() => undefined);
      const changed = content.slice();
      changed[at] = ((changed[at] ?? 0) + 1 + more) % 256;
      const again = await run(changed).catch((error: unknown) => error);
      const wasSent = Math.floor(at / CHUNK) <= after;
      if (wasSent) {
        expect(again).toBeInstanceOf(SealedFault);
        expect(again).toMatchObject({ code: "sealed/source-changed" });
      }
      const hashes = new Map<number, Set<string>>();
      for (const { index, hash } of sent)
        hashes.set(index, (hashes.get(index) ?? new Set()).add(hash));
      expect([...hashes.values()].every(({ size }) => size === 1)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test("a source that became shorter is refused too", async () => {
  const { run } = world();
  await run(content, 1).catch(() => undefined);
  await expect(run(content.subarray(0, CHUNK))).rejects.toMatchObject({
    code: "sealed/source-changed",
  });
});
