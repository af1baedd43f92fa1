import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The unprivileged user Postgres runs under when we are root: Postgres refuses to run as root. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

const OWN = "assay-pg";
/** Used when no user can be created (read-only /etc, no useradd); "nobody" comes last, sandboxes like it too. */
const FALLBACKS = ["postgres", "daemon", "nobody"];

/** Lines of passwd(5): `name:password:uid:gid:comment:home:shell`. */
export function parsePasswd(text: string): Account[] {
  return text.split("\n").flatMap((line) => {
    const [name = "", , uid = "", gid = ""] = line.split(":");
    return /^\d+$/.test(uid) && /^\d+$/.test(gid)
      ? [{ name, uid: Number(uid), gid: Number(gid) }]
      : [];
  });
}

function readAccounts(): Account[] {
  try {
    return parsePasswd(readFileSync("/etc/passwd", "utf8"));
  } catch {
    return [];
  }
}

function createAccount(): void {
  const shell = ["--home-dir", "/nonexistent", "--no-create-home", "--shell", "/usr/sbin/nologin"];
  const made = spawnSync("useradd", ["--system", "--user-group", ...shell, OWN]);
  if (made.status !== 0) spawnSync("adduser", ["-S", "-D", "-H", OWN]);
}

/**
 * `undefined` when we are not root and Postgres simply runs as us.
 * `owner` is the uid that owns an existing cluster: it goes on under that one.
 */
export function chooseAccount(owner?: number): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const byOwner = readAccounts().find(({ uid }) => uid === owner && uid !== 0);
  if (byOwner) return byOwner;
  const named = (name: string) => readAccounts().find((a) => a.name === name && a.uid !== 0);
  if (!named(OWN)) createAccount();
  const found = [OWN, ...FALLBACKS].map(named).find((account) => account !== undefined);
  if (!found) {
    throw new Error(
      "Postgres does not run as root and no other user exists or can be created here. " +
        "Run Assay as an ordinary user, or set DATABASE_URL to a Postgres of your own.",
    );
  }
  return found;
}

/** Spawn options which make a child run as the account; none when we are not root. */
export const asAccount = (account: Account | undefined) =>
  account ? { uid: account.uid, gid: account.gid } : {};

/** Whether the account may enter the folder: asked by entering it, since ACLs and mounts have a say too. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], {
    cwd: "/",
    stdio: "ignore",
    ...asAccount(account),
  });
  return tried.status === 0;
}
