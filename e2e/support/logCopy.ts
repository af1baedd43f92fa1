import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { unzipSync } from "fflate";

/** An exported ledger, unpacked where nothing else is. */
export type LogCopy = {
  readonly folder: string;
  /** Paths inside of the folder. */
  readonly files: readonly string[];
  readonly remove: () => void;
};

export function unpackLog(zip: Uint8Array): LogCopy {
  const folder = mkdtempSync(join(tmpdir(), "assay-ledger-"));
  const unpacked = unzipSync(zip);
  const files = Object.keys(unpacked).filter((path) => !path.endsWith("/"));
  for (const path of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), unpacked[path] ?? new Uint8Array());
  }
  return { folder, files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** As anybody runs it who has the folder, the key and our program. */
export function assayVerify(folder: string, key: string) {
  const { status, stdout, stderr } = spawnSync(
    resolve("bin/assay"),
    ["verify", folder, "--key", key, "--json"],
    { encoding: "utf8" },
  );
  return { status, said: stdout === "" ? stderr : (JSON.parse(stdout) as object) };
}

/** One bit of one byte turned over while `look` looks, and back again. */
export async function withFlippedByte<T>(
  path: string,
  at: number,
  look: () => T | Promise<T>,
): Promise<T> {
  const bytes = readFileSync(path);
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  writeFileSync(path, changed);
  try {
    return await look();
  } finally {
    writeFileSync(path, bytes);
  }
}

/** Places spread over a file of so many bytes: its first, its last, and some between. */
export const somePlaces = (size: number, count: number): number[] => [
  ...new Set(
    Array.from({ length: count }, (_, i) => Math.round((i * (size - 1)) / Math.max(1, count - 1))),
  ),
];
