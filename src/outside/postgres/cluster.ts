import { spawnSync } from "node:child_process";
import { createHash, createHmac, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Account, asAccount, chooseAccount } from "./account.ts";
import { type Binaries, locateBinaries } from "./binaries.ts";
import { placeCluster } from "./place.ts";
import { signalArrives } from "./postmaster.ts";

/** The superuser of the embedded server; only the functions of this folder connect as it. */
export const ADMIN = "assay_admin";

/** A folder with a Postgres database cluster, ready to be started. */
export type Cluster = {
  readonly folder: string;
  /** Shown in the title of each of its processes, by which they are told from those of others. */
  readonly name: string;
  readonly logFile: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** The password of one of our roles, derived from a random secret kept in the cluster's folder. */
  readonly passwordOf: (role: string) => string;
  /** False only in tests: no fsync. */
  readonly durable: boolean;
};

const SECRET = "assay.secret";

const passwordFrom = (secret: string, role: string) =>
  createHmac("sha256", secret).update(role).digest("base64url");

/** Folders `x.tmp-PID` of an interrupted first start whose process is gone. They never held data. */
function sweep(folder: string): void {
  const prefix = `${basename(folder)}.tmp-`;
  for (const name of readdirSync(dirname(folder)).filter((entry) => entry.startsWith(prefix))) {
    if (!signalArrives(Number.parseInt(name.slice(prefix.length), 10))) {
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
    }
  }
}

/** Half a cluster must never be taken for a whole one: made beside, then renamed. */
function initialise(
  folder: string,
  account: Account | undefined,
  initdb: string,
  sync: boolean,
): void {
  sweep(folder);
  const half = `${folder}.tmp-${process.pid}`;
  const passwordFile = `${half}.pw`;
  const secret = randomBytes(32).toString("base64url");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, passwordFrom(secret, ADMIN), { mode: 0o600 });
  if (account) {
    for (const path of [half, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  const settings = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  const collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const made = spawnSync(
    initdb,
    ["-D", half, "-U", ADMIN, `--pwfile=${passwordFile}`, ...settings, ...collation].concat(
      sync ? [] : ["--no-sync"],
    ),
    { cwd: "/", encoding: "utf8", ...asAccount(account) },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new Error(
      `initdb failed: ${made.error?.message ?? `${made.stderr}\n${made.stdout}`}`.trim(),
    );
  }
  writeFileSync(join(half, SECRET), secret, { mode: 0o600 });
  if (account) chownSync(join(half, SECRET), account.uid, account.gid);
  try {
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!isCluster(folder)) throw error; // otherwise another process made it meanwhile
  }
}

export const isCluster = (folder: string): boolean => existsSync(join(folder, "PG_VERSION"));

/** The folder is never emptied, whatever it looks like: it may be somebody's only copy. */
function refuseForeign(folder: string, version: string): void {
  if (!isCluster(folder)) {
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      throw new Error(
        `${folder} is not empty and is not a Postgres cluster (no PG_VERSION). Nothing was touched: restore it from a backup, or name another ASSAY_DATA.`,
      );
    }
    return;
  }
  const major = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  if (major !== version.split(".")[0]) {
    throw new Error(
      `${folder} was written by Postgres ${major}; this Assay brings ${version}. Start the Assay that wrote it, \`assay backup FOLDER --rows\`, and restore that here.`,
    );
  }
}

function refuseStranger(folder: string): void {
  const uid = process.getuid?.();
  const owner = statSync(folder).uid;
  if (uid !== undefined && uid !== 0 && owner !== uid) {
    throw new Error(
      `${folder} belongs to user ${owner}, and this process runs as ${uid}. Run it as that user or as root, or name another ASSAY_DATA.`,
    );
  }
}

/** As root: a cluster copied or restored by root belongs to root until it is given to the account. */
function giveTo(account: Account | undefined, folder: string): void {
  if (!account || statSync(folder).uid === account.uid) return;
  const changed = spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, folder]);
  if (changed.status !== 0) throw new Error(`chown ${folder}: ${changed.stderr}`);
}

/** Finds or makes the cluster of a data folder. Throws an Error with a remedy when it cannot. */
export function openCluster(dataDir: string, durable: boolean): Cluster {
  const place = placeCluster(dataDir, chooseAccount);
  const { folder, account } = place;
  const binaries = locateBinaries(account);
  refuseForeign(folder, binaries.version);
  if (!isCluster(folder)) initialise(folder, account, binaries.initdb, durable);
  refuseStranger(folder);
  giveTo(account, folder);
  chmodSync(folder, 0o700);
  const secret = readFileSync(join(folder, SECRET), "utf8").trim();
  return {
    folder,
    name: `assay-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`,
    logFile: `${folder}.log`,
    account,
    binaries,
    passwordOf: (role) => passwordFrom(secret, role),
    durable,
  };
}
