import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../files/makeFolder.ts";
import { type Account, canEnter } from "./account.ts";

/** Where the cluster of a data folder lives, and under whom it runs. */
export type Place = { readonly folder: string; readonly account: Account | undefined };

/** Written into the data folder when the cluster had to go elsewhere: holds that path. */
const POINTER = "postgres.at";
const ELSEWHERE = "/var/lib/assay";

/** As root the folder must let the database's user pass through; what lies in it has modes of its own. */
function makeHome(path: string): void {
  if (makeFolder(path)) chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
}

const ownerOf = (path: string): number | undefined =>
  existsSync(path) ? statSync(path).uid : undefined;

/**
 * `DATA/postgres`, or what the pointer names. As root, when the database's user cannot enter the data folder
 * (it lies in root's closed home), a folder of its own under /var/lib/assay, and a pointer to it.
 */
export function placeCluster(
  dataDir: string,
  chooseAccount: (owner?: number) => Account | undefined,
): Place {
  makeHome(dataDir);
  const pointer = join(dataDir, POINTER);
  const named = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : undefined;
  const folder = named ?? join(realpathSync(dataDir), "postgres");
  const account = chooseAccount(ownerOf(folder));
  if (named !== undefined || account === undefined || canEnter(account, dataDir)) {
    return { folder, account };
  }
  if (existsSync(folder)) {
    throw new Error(
      `The database in ${folder} runs as the user ${account.name}, who may not enter ${dataDir}. Run \`chmod a+x\` on it and the folders above it, or move it to where that user may go.`,
    );
  }
  makeHome(ELSEWHERE);
  chmodSync(ELSEWHERE, 0o755);
  // Random: whoever deletes a data folder and starts anew must not meet the old rows without their keys and files.
  const away = join(ELSEWHERE, randomBytes(8).toString("hex"));
  writeFileSync(`${pointer}.tmp`, `${away}\n`);
  renameSync(`${pointer}.tmp`, pointer);
  return { folder: away, account };
}
