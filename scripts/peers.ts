/** Other people's tools that benches and conformance compare with: each in bench/peers/NAME, with a lock file of its own. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PEERS = fileURLToPath(new URL("../bench/peers/", import.meta.url));

/** The folder of a peer, installed when it is not there or its lock file is newer. Throws when it cannot be had. */
export function installPeer(name: string): string {
  const folder = join(PEERS, name);
  const lock = join(folder, "package-lock.json");
  const record = join(folder, "node_modules", ".package-lock.json");
  if (existsSync(record) && statSync(record).mtimeMs >= statSync(lock).mtimeMs) return folder;
  console.error(`installing ${name} into bench/peers/${name} …`);
  // The project's own Node goes first: peers need it, and npm runs on it.
  const path = `${dirname(process.execPath)}:${process.env.PATH ?? ""}`;
  const { status } = spawnSync("npm", ["ci"], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0)
    throw new Error(`${name} could not be installed: npm ci in ${folder} ended with ${status}.`);
  return folder;
}
