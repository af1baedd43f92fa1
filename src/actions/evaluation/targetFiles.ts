import { resolve } from "node:path";
import type { TargetConfig } from "#core/evaluation/target/targetConfig.ts";
import { findFileHash } from "#outside/runFolder/fileHash.ts";

/** Hashes of the files that a target is made of, by the name that the configuration gives them. */
export async function hashTargetFiles(
  target: TargetConfig,
  tools: Readonly<Record<string, readonly string[]>>,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const own =
    target.kind === "process" ? target.command : target.kind === "traces" ? target.files : [];
  const names = [...own, ...Object.values(tools).flat()];
  const hashes: Record<string, string> = {};
  for (const name of names) {
    const hash = await findFileHash(resolve(folder, name));
    if (hash !== null) hashes[name] = hash;
  }
  return hashes;
}
