import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "./limits.ts";
import { unzip } from "./zip.ts";

const CENTRAL = [0x50, 0x4b, 1, 2];

function rulesOf(bytes: Uint8Array): readonly string[] {
  const read = unzip(bytes, DEFAULT_LIMITS);
  return read.ok ? [] : read.problems.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

const zip = (poc: Parameters<typeof zipSync>[0][string]) =>
  Buffer.from(zipSync({ "finding.json": strToU8('{"title":"a"}'), poc }, { level: 0 }));

test.each([
  ["link", 0o120777],
  ["device", 0o060644],
  ["pipe", 0o010644],
])("a %s that an archiver of Unix packed is refused", (_, mode) => {
  const packed = zip([strToU8("/etc/passwd"), { os: 3, attrs: mode << 16 }]);
  expect(rulesOf(packed)).toEqual(["zip/link /poc"]);
});

test("a plain file with its mode is read", () => {
  expect(rulesOf(zip([strToU8("x"), { os: 3, attrs: 0o100755 << 16 }]))).toEqual([]);
});

test("two files from the same bytes are refused", () => {
  const packed = zip(strToU8('{"title":"a"}'));
  packed.writeUInt32LE(0, packed.lastIndexOf(Buffer.from(CENTRAL)) + 42);
  expect(rulesOf(packed)).toEqual(["zip/overlap /poc"]);
});

test("a file with another name in its own header is refused", () => {
  const packed = zip(strToU8("x"));
  packed.write("F", 30);
  expect(rulesOf(packed)).toEqual(["zip/two-names /finding.json"]);
});
