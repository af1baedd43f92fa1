import { createHash, randomUUID } from "node:crypto";
import { link, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Who works in a folder. */
type Holder = { readonly host: string; readonly pid: number; readonly started: string | null };

export class FolderBusy extends Error {}

const FILE = "lock.json";
const MOST_ATTEMPTS = 20;

/** One process at a time works in a folder. The lock of one that was killed is taken over. Throws `FolderBusy`. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, FILE);
  const own: Holder = {
    host: hostname(),
    pid: process.pid,
    started: await startOf(process.pid),
  };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (await take(path, own)) return await opened(folder, path);
    const text = await readLock(path);
    if (text === null) continue;
    const holder = toHolder(text);
    if (holder !== null && (await isAlive(holder)))
      throw new FolderBusy(
        `${folder} is being worked in by process ${holder.pid} on ${holder.host}. Wait for it, or stop it. If it is no more, remove ${path}.`,
      );
    if (await takeOver(path, text, own)) return await opened(folder, path);
  }
  throw new FolderBusy(`${path} comes and goes: another process works in this folder.`);
}

async function opened(folder: string, path: string): Promise<() => Promise<void>> {
  await sweep(folder);
  return async () => await rm(path, { force: true });
}

/** A draft that says nothing for so long is nobody's. */
const STALE_MS = 60_000;

/** Takes away drafts and claims of processes that are no more: one that is killed while it takes the lock leaves such a file. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${FILE}.`)) continue;
    const path = join(folder, name);
    const holder = toHolder((await readLock(path)) ?? "");
    const isLeft = holder === null ? await isOlder(path, STALE_MS) : !(await isAlive(holder));
    if (isLeft) await rm(path, { force: true });
  }
}

/** By the clock of the file system, whatever this machine's says. */
async function isOlder(path: string, ms: number): Promise<boolean> {
  const timeOf = async (own: string): Promise<number> =>
    (await stat(own).catch(() => null))?.mtimeMs ?? Number.NaN;
  return (await timeOf(join(path, ".."))) - (await timeOf(path)) > ms;
}

/** By a link, so that nobody sees a lock that says not yet whose it is. */
async function take(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, toText(own), { mode: 0o600 });
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * In the place of one that is no more, whose lock said `text`. Whoever takes over holds a claim on that very text meanwhile: two who found
 * the same lock do not both take it, and one who comes late does not take it from the one who did.
 */
async function takeOver(path: string, text: string, own: Holder): Promise<boolean> {
  const claim = `${path}.${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
  if (!(await take(claim, own))) {
    const other = toHolder((await readLock(claim)) ?? "");
    if (other === null || !(await isAlive(other))) await rm(claim, { force: true });
    return false;
  }
  try {
    if ((await readLock(path)) !== text) return false;
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, toText(own), { mode: 0o600 });
    await rename(draft, path);
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

const toText = (own: Holder): string => `${JSON.stringify(own)}\n`;

/** Null for a file that is gone. */
const readLock = async (path: string): Promise<string | null> =>
  await readFile(path, "utf8").catch(() => null);

/** Null for what is no lock of ours. */
function toHolder(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
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
