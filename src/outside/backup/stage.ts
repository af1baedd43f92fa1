import { randomBytes } from "node:crypto";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Account, canEnter } from "../postgres/account.ts";
import { copyTree } from "./copyTree.ts";

/** A folder that is filled beside its place, and stands under its name only when it is whole. */
export type Stage = {
  readonly folder: string;
  /** Puts it in its place, readable by its owner alone. */
  readonly finish: () => Promise<void>;
  /** Takes away what is left of it; nothing after `finish`. */
  readonly drop: () => Promise<void>;
};

/**
 * Beside the target; but where the database's user cannot go (somebody's closed home), in a place of its own,
 * since the copy is started once before it is believed.
 */
function pathFor(target: string, account: Account | undefined): string {
  if (!account || canEnter(account, dirname(target))) return `${target}.tmp-${process.pid}`;
  return join("/var/lib/assay", `backup-${randomBytes(8).toString("hex")}.tmp`);
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyTree(from, to);
    await rm(from, { recursive: true });
  }
}

/** `account`: the user that the embedded Postgres runs as, where it is not ours. */
export async function openStage(target: string, account: Account | undefined): Promise<Stage> {
  await mkdir(dirname(target), { recursive: true });
  const folder = pathFor(target, account);
  await mkdir(folder, { recursive: true });
  await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  return {
    folder,
    finish: async () => {
      await chmod(folder, 0o700);
      await move(folder, target);
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}
