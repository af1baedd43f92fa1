import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "../../testing/folder.ts";
import { zipEntries } from "./zipEntries.ts";

const folder = makeFolder("zip-entries");
const path = join(folder, "a.zip");
afterAll(() => rmSync(folder, { recursive: true }));

test("one bad name is that entry's fault; the files after it are read", async () => {
  writeFileSync(
    path,
    zipSync({
      "a.json": strToU8("one"),
      "../up.json": strToU8("two"),
      "big.json": new Uint8Array(2_000),
      "folder/b.json": strToU8("three"),
    }),
  );
  const seen: [string, string][] = [];
  for await (const entry of zipEntries(path, 1_000)) {
    seen.push([entry.name, "bytes" in entry ? "read" : entry.fault.rule]);
  }
  expect(seen).toEqual([
    ["a.json", "read"],
    ["../up.json", "name"],
    ["big.json", "too-large"],
    ["folder/b.json", "read"],
  ]);
});

test("a link is its own fault", async () => {
  const link: [Uint8Array, { os: number; attrs: number }] = [
    strToU8("/etc/passwd"),
    { os: 3, attrs: 0o120777 << 16 },
  ];
  expect(await read(zipSync({ "a.json": link, "b.json": strToU8("x") }))).toEqual([
    ["a.json", "link"],
    ["b.json", "read"],
  ]);
});

const read = async (bytes: Uint8Array, limit = 1_000) => {
  writeFileSync(path, bytes);
  const seen: [string, string][] = [];
  for await (const entry of zipEntries(path, limit))
    seen.push([entry.name, "bytes" in entry ? "read" : entry.fault.rule]);
  return seen;
};

test("a name with a NUL or another control character is refused, and shown without it", async () => {
  expect(await read(zipSync({ "a\u0000.json": strToU8("one"), "b.json": strToU8("two") }))).toEqual(
    [
      ["a\ufffd.json", "name"],
      ["b.json", "read"],
    ],
  );
});

test("a changed byte is noticed, packed or not", async () => {
  const stored = zipSync({ "a.json": strToU8("abcdefgh"), "b.json": strToU8("two") }, { level: 0 });
  stored[38] = (stored[38] ?? 0) ^ 1; // inside the first file's bytes
  expect(await read(stored)).toEqual([
    ["a.json", "checksum"],
    ["b.json", "read"],
  ]);
});

test("an archive that inflates to a multiple of what reports do is not read to its end", async () => {
  const zeros = new Uint8Array(30 * 1024 * 1024);
  const names = Array.from({ length: 8 }, (_, i) => `${i}.json`);
  const bomb = zipSync(Object.fromEntries(names.map((name) => [name, zeros])));
  const seen = await read(bomb, 32 * 1024 * 1024);
  expect(seen.length).toBeLessThan(names.length);
  expect(seen.at(-1)?.[1]).toBe("too-large");
});
