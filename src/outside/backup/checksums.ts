import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import type { Problem } from "#core/problem.ts";
import { sync } from "../files/sync.ts";
import { walk } from "./copyTree.ts";

/** Lines `<sha256>  <path>`, as `sha256sum -c` reads them. */
const FILE = "SHA256SUMS";
const LINE = /^([0-9a-f]{64}) {2}([^\n]+)$/;

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Hashes every file of the folder, and answers the hash of the list itself. */
export async function writeChecksums(folder: string): Promise<string> {
  const path = join(folder, FILE);
  await rm(path, { force: true });
  const list = createWriteStream(path, { flags: "wx", mode: 0o600 });
  await pipeline(async function* () {
    for await (const { path: file, stats } of walk(folder, (name) => name === FILE)) {
      if (stats.isFile()) yield `${await hashFile(join(folder, file))}  ${file}\n`;
    }
  }, list);
  await sync(path);
  return await hashFile(path);
}

const fault = (rule: string, path: string, message: string): Problem => ({
  rule: `backup/${rule}`,
  pointer: `/${path}`,
  message,
});

async function checkLine(folder: string, line: string): Promise<Problem | string> {
  const [, expected, path = ""] = LINE.exec(line) ?? [];
  if (!expected || path.split("/").includes("..")) {
    return fault("list", FILE, `${FILE} has a line that is no checksum: ${line.slice(0, 100)}`);
  }
  try {
    const actual = await hashFile(join(folder, path));
    return actual === expected
      ? path
      : fault("changed", path, `${path} is not what was backed up.`);
  } catch {
    return fault("missing", path, `${path} is missing or cannot be read.`);
  }
}

/** All files are there, unchanged, and there are no others. `listHash` is the hash of the list. */
export async function verifyChecksums(folder: string, listHash: string): Promise<Problem[]> {
  const list = join(folder, FILE);
  const actual = await hashFile(list).catch(() => undefined);
  if (actual !== listHash) return [fault("list", FILE, `${FILE} is missing or was changed.`)];
  const problems: Problem[] = [];
  const known = new Set<string>();
  const file = await open(list);
  for await (const line of createInterface({ input: file.createReadStream() })) {
    const checked = await checkLine(folder, line);
    if (typeof checked === "string") known.add(checked);
    else {
      problems.push(checked);
      known.add(checked.pointer.slice(1));
    }
  }
  for await (const { path, stats } of walk(
    folder,
    (name) => name === FILE || name === "manifest.json",
  )) {
    if (stats.isFile() && !known.has(path)) {
      problems.push(fault("unknown", path, `${path} was not part of the backup.`));
    }
  }
  return problems;
}
