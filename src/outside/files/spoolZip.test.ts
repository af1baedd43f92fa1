import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spoolZip } from "./spoolZip.ts";

let scratch: string;
const before = process.env.TMPDIR;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "assay-spool-"));
  process.env.TMPDIR = scratch;
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(scratch, { recursive: true });
});

async function* streamOf(...chunks: Uint8Array[]) {
  yield* chunks;
}

const read = async (body: AsyncIterable<Uint8Array>, archive = 10_000) => {
  const seen: [string, string][] = [];
  for await (const entry of spoolZip(body, { archive, entry: 1_000 }))
    seen.push([entry.name, "bytes" in entry ? "read" : entry.fault.rule]);
  return seen;
};
const zip = zipSync({ "a.json": strToU8("one"), "b.json": strToU8("two") });

test("an archive comes out as its files, and leaves nothing behind", async () => {
  expect(await read(streamOf(zip.subarray(0, 10), zip.subarray(10)))).toEqual([
    ["a.json", "read"],
    ["b.json", "read"],
  ]);
  expect(readdirSync(scratch)).toEqual([]);
});

test("an archive that is too large for the disk is refused before it is all there", async () => {
  let given = 0;
  async function* endless() {
    for (;;) {
      given += 1_000;
      yield new Uint8Array(1_000);
    }
  }
  expect(await read(endless(), 50_000)).toEqual([["batch.zip", "too-large"]]);
  expect(given).toBeLessThan(200_000);
  expect(readdirSync(scratch)).toEqual([]);
});

test("an archive without its end is refused", async () => {
  expect(await read(streamOf(zip.subarray(0, -5)))).toEqual([["batch.zip", "unreadable"]]);
});

test("whoever stops reading leaves nothing behind", async () => {
  for await (const entry of spoolZip(streamOf(zip), { archive: 10_000, entry: 1_000 })) {
    expect(readdirSync(scratch)).toHaveLength(1);
    expect(entry.name).toBe("a.json");
    break;
  }
  expect(readdirSync(scratch)).toEqual([]);
});

test("a stream that breaks off is nobody's fault but the stream's", async () => {
  async function* broken() {
    yield zip.subarray(0, 20);
    throw new Error("gone");
  }
  await expect(read(broken())).rejects.toThrow("gone");
  expect(readdirSync(scratch)).toEqual([]);
});
