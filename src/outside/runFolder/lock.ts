import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Who works in a folder. */
type Holder = { readonly host: string; readonly pid: number; readonly started: string | null };

export class FolderBusy extends Error {}

const FILE = "lock.json";

/** One process at a time works in a folder. The lock of one that was killed is taken over. Throws `FolderBusy`. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, FILE);
  const own: Holder = {
    host: hostname(),
    pid: process.pid,
    started: await startOf(process.pid),
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await take(path, own)) return async () => await rm(path, { force: true });
    const holder = await readHolder(path);
    if (holder !== null && (await isAlive(holder)))
      throw new FolderBusy(
        `${folder} is being worked in by process ${holder.pid} on ${holder.host}. Wait for it, or stop it. If it is no more, remove ${path}.`,
      );
    await rm(path, { force: true });
  }
  throw new FolderBusy(`${path} comes and goes: another process works in this folder.`);
}

/** By a link, so that nobody sees a lock that says not yet whose it is. */
async function take(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(own)}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Null for a file that is gone. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

async function isAlive({ host, pid, started }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = await startOf(pid);
  return started === null || now === null || now === started;
}

/** When a process began, in the kernel's ticks: a number is given to another process later. Null where it cannot be told. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
