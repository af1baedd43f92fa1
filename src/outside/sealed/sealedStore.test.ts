import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Manifest } from "#core/sealed/manifest.ts";
import { makeFolder } from "../../testing/folder.ts";
import { inPieces } from "../../testing/sealed.ts";
import { openSealedStore } from "./sealedStore.ts";

const root = makeFolder("assay-sealed-");
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PART = 1000;
const payload = Buffer.from(Array.from({ length: 3456 }, (_, n) => (n * 7) % 251));
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const parts = [0, 1, 2, 3].map((n) => payload.subarray(n * PART, (n + 1) * PART));
const manifest: Manifest = { partSize: PART, size: payload.length, parts: parts.map(hashOf) };

let [id, folder, count] = ["", root, 0];
let store = openSealedStore(root);
beforeEach(() => {
  count += 1;
  folder = join(root, String(count));
  store = openSealedStore(folder);
  id = `SM-${count}`;
});

const piecesOf = (bytes: Uint8Array) => inPieces(bytes, 300);
const put = (index: number, bytes = parts[index] ?? payload, sha256 = hashOf(bytes)) =>
  store.putPart(id, { index, sha256 }, piecesOf(bytes));
async function putAll(...indexes: readonly number[]) {
  await store.begin(id, PART);
  for (const index of indexes) expect((await put(index)).ok).toBe(true);
}
const filesIn = (name: string) => readdirSync(join(folder, name)).sort();

describe("an upload", () => {
  test("is read as a whole when it is finished, and in any range", async () => {
    await putAll(2, 0, 3, 1);
    expect(await store.manifest(id)).toBeUndefined();
    expect(await store.finish(id, manifest)).toEqual({ ok: true, value: manifest });
    expect(await store.manifest(id)).toEqual(manifest);
    const end = payload.length;
    expect(await buffer(store.read(id, manifest, { start: 0, end }))).toEqual(payload);
    const ranges = fc.tuple(fc.nat(end - 1), fc.nat(end)).map(([start, more]) => ({
      start,
      end: Math.min(end, start + 1 + more),
    }));
    await fc.assert(
      fc.asyncProperty(ranges, async (range) => {
        const bytes = await buffer(store.read(id, manifest, range));
        return bytes.equals(payload.subarray(range.start, range.end));
      }),
      { numRuns: 30 },
    );
  });

  test("takes the same part again, and refuses another one in its place", async () => {
    await putAll(0);
    expect(await put(0)).toEqual({ ok: true, value: "known" });
    expect(await put(0, parts[1])).toMatchObject({ refusal: { code: "sealed/part-differs" } });
    expect(await store.have(id)).toEqual(new Map([[0, manifest.parts[0]]]));
  });

  test("takes one of two different parts that are put at the same time", async () => {
    await putAll();
    const both = await Promise.all([put(0), put(0, parts[1])]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await store.have(id))?.size).toBe(1);
  });

  test("goes on in another process with what is there", async () => {
    await putAll(0, 1);
    store = openSealedStore(folder);
    await store.begin(id, PART);
    expect([...((await store.have(id))?.keys() ?? [])].sort()).toEqual([0, 1]);
    await putAll(2, 3);
    expect((await store.finish(id, manifest)).ok).toBe(true);
    expect(await store.finish(id, manifest)).toEqual({ ok: true, value: manifest });
  });

  test("keeps nothing of a part that is not what was announced, too long, or broken off", async () => {
    await putAll();
    const wrong = await put(0, parts[0], hashOf(payload));
    expect(wrong).toMatchObject({ refusal: { code: "sealed/digest-differs" } });
    expect(await put(0, payload.subarray(0, PART + 1))).toMatchObject({
      refusal: { code: "sealed/part-too-large" },
    });
    const broken = (async function* () {
      yield payload.subarray(0, 10);
      throw new Error("connection lost");
    })();
    const announced = { index: 0, sha256: manifest.parts[0] ?? "" };
    await expect(store.putPart(id, announced, broken)).rejects.toThrow("connection lost");
    expect(filesIn(`${id}.draft`)).toEqual(["part-size"]);
  });

  test("is not there for who did not begin it, and no more when it is finished", async () => {
    expect(await put(0)).toMatchObject({ refusal: { code: "sealed/unknown" } });
    expect(await store.have(id)).toBeUndefined();
    expect(await store.finish(id, manifest)).toMatchObject({ refusal: { code: "sealed/unknown" } });
    await putAll(0, 1, 2, 3);
    await store.finish(id, manifest);
    expect(await put(0)).toMatchObject({ refusal: { code: "sealed/unknown" } });
  });

  test("that is finished has all its parts, for who asks because the answer was lost", async () => {
    await putAll(0, 1, 2, 3);
    await store.finish(id, manifest);
    expect([...((await store.have(id))?.values() ?? [])]).toEqual(manifest.parts);
  });

  test("whose part arrives when it is finished leaves nothing behind", async () => {
    await putAll(0, 1, 2, 3);
    const late = (async function* () {
      yield parts[0] ?? payload;
      await store.finish(id, manifest);
    })();
    const announced = { index: 0, sha256: manifest.parts[0] ?? "" };
    expect(await store.putPart(id, announced, late)).toMatchObject({
      refusal: { code: "sealed/unknown" },
    });
    const names = filesIn(id).filter((name) => !name.startsWith("0"));
    expect(names).toEqual(["manifest.json", "part-size"]);
  });
});

describe("finishing", () => {
  const { parts: hashes } = manifest;
  const [h0 = "", h1 = "", h2 = "", h3 = ""] = hashes;
  test.each([
    ["a part is missing", [0, 1, 3], manifest],
    ["the last part is missing", [0, 1, 2], manifest],
    ["a part is not named", [0, 1, 2, 3], { ...manifest, size: 3000, parts: [h0, h1, h2] }],
    ["two parts are exchanged", [0, 1, 2, 3], { ...manifest, parts: [h1, h0, h2, h3] }],
    ["a part is repeated", [0, 1, 2, 3], { ...manifest, parts: [h0, h0, h2, h3] }],
    ["the size is another", [0, 1, 2, 3], { ...manifest, size: manifest.size - 1 }],
    ["the parts are said to be longer", [0], { partSize: 2000, size: 1000, parts: [h0] }],
  ])("is refused when %s", async (_, there, wanted) => {
    await putAll(...there);
    expect(await store.finish(id, wanted)).toMatchObject({
      refusal: { code: "sealed/parts-differ" },
    });
    expect(await store.manifest(id)).toBeUndefined();
  });

  test("is refused when a part was cut on the disk", async () => {
    await putAll(0, 1, 2, 3);
    truncateSync(join(folder, `${id}.draft`, `00000001-${h1}`), 10);
    expect(await store.finish(id, manifest)).toMatchObject({
      refusal: { code: "sealed/parts-differ" },
    });
  });

  test("again, with other parts, is refused", async () => {
    await putAll(0, 1, 2, 3);
    await store.finish(id, manifest);
    expect(await store.finish(id, { ...manifest, parts: [h1, h0, h2, h3] })).toMatchObject({
      refusal: { code: "sealed/parts-differ" },
    });
  });
});

describe("what is no longer needed", () => {
  test("is removed, begun or finished, and once more without harm", async () => {
    await putAll(0);
    await store.remove(id);
    expect(await store.have(id)).toBeUndefined();
    await putAll(0, 1, 2, 3);
    await store.finish(id, manifest);
    await store.remove(id);
    await store.remove(id);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is swept when nothing was added to it since; what is finished stays", async () => {
    await putAll(0, 1, 2, 3);
    await store.finish(id, manifest);
    for (const name of ["SM-old", "SM-new", "SM-again"]) await store.begin(name, PART);
    const old = new Date(Date.now() - 3_600_000);
    for (const name of [id, "SM-old.draft", "SM-again.draft"])
      utimesSync(join(folder, name), old, old);
    await store.begin("SM-again", PART);
    mkdirSync(join(folder, "half"));
    renameSync(join(folder, "half"), join(folder, "SM-half.gone"));
    expect(await store.sweep(new Date(Date.now() - 60_000))).toEqual(["SM-old"]);
    expect(readdirSync(folder).sort()).toEqual([id, "SM-again.draft", "SM-new.draft"].sort());
  });
});

test.each(["../x", "", "a/b", ".", "a.draft", "x".repeat(65)])("%j is no name", async (name) => {
  await expect(store.begin(name, PART)).rejects.toThrow("no name of a sealed thing");
});
