import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it, and says in a sentence why it cannot. One by one: asked for all at once, Node never
 * comes back where the system takes no folder at all, as under /proc. True when it was not there before.
 */
export function makeFolder(path: string): boolean {
  const wanted = resolve(path);
  const missing: string[] = [];
  for (let at = wanted; !existsSync(at) && dirname(at) !== at; at = dirname(at))
    missing.unshift(at);
  try {
    for (const folder of missing) mkdirSync(folder);
    accessSync(wanted, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `The folder ${wanted} cannot be written (${reasonOf(error)}). Name another one with ASSAY_DATA or --data, or give this one to the user that Assay runs as.`,
      { cause: error },
    );
  }
  return missing.length > 0;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "nothing can be written there",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file stands in its way",
  EEXIST: "a file stands in its way",
  ENOENT: "no folder can be made there",
};

function reasonOf(error: unknown): string {
  const { code = "", message } = error as Error & { code?: string };
  return REASONS[code] ?? message;
}
