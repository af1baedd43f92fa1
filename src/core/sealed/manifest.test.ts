import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256Of } from "../../testing/sealed.ts";
import { partRange, readManifest, toDigest } from "./manifest.ts";

const [a, b] = ["a".repeat(64), "0".repeat(64)];
const manifest = { partSize: 100, size: 150, parts: [a, b] };

test("the digest of a manifest can be made with nothing of ours", async () => {
  const text = `{"partSize":100,"parts":["${a}","${b}"],"size":150}`;
  const digest = createHash("sha256").update(text).digest("hex");
  expect(await toDigest(manifest, sha256Of)).toBe(digest);
});

test("a part ends where the next begins, the last with the payload", () => {
  expect([0, 1].map((n) => partRange(manifest, n))).toEqual([
    { start: 0, end: 100 },
    { start: 100, end: 150 },
  ]);
});

test("a manifest that agrees with itself is read", () => {
  expect(readManifest({ ...manifest, more: 1 })).toEqual(manifest);
  expect(readManifest({ ...manifest, size: 200 })?.size).toBe(200);
});

test.each([
  ["is nothing", null],
  ["has no parts", { ...manifest, parts: [] }],
  ["has a part too many", { ...manifest, size: 100 }],
  ["has a part too few", { ...manifest, size: 201 }],
  ["has a hash in capitals", { ...manifest, parts: [a, "A".repeat(64)] }],
  ["has a size that is no number", { ...manifest, size: "150" }],
  ["has parts of no size", { ...manifest, partSize: 0 }],
  ["has parts of half a byte", { ...manifest, partSize: 0.5 }],
  ["has parts of two gigabytes", { partSize: 2 ** 31, size: 150, parts: [a] }],
])("what %s is no manifest", (_, value) => expect(readManifest(value)).toBeUndefined());
