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
    const kind = "bytes" in entry ? "read" : "fault" in entry ? "fault" : "too large";
    seen.push([entry.name, kind]);
  }
  expect(seen).toEqual([
    ["a.json", "read"],
    ["../up.json", "fault"],
    ["big.json", "too large"],
    ["folder/b.json", "read"],
  ]);
});
