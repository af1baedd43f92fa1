import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Installation } from "#actions/system/installation.ts";
import { type EmbeddedPostgres, openPostgres } from "#outside/postgres/embedded.ts";
import { openDatabase } from "#store/database.ts";
import { prepareDatabase } from "#store/prepare.ts";
import { makeFolder } from "./folder.ts";

/** A folder with everything that a server of one's own keeps: database, files, ciphertext. `close()` it afterwards. */
export type TestInstallation = Awaited<ReturnType<typeof openInstallation>>;

export async function openInstallation() {
  const root = makeFolder("assay-installation-");
  const dataDir = join(root, "data");
  const postgres: EmbeddedPostgres = await openPostgres({ dataDir, durable: false });
  await prepareDatabase(postgres.url("assay_owner"));
  const [url, ownerUrl] = [postgres.url("assay_app"), postgres.url("assay_admin")];
  const [db, owner] = [openDatabase(url, { max: 10 }), openDatabase(ownerUrl, { max: 3 })];
  const close = async () => {
    await Promise.all([db.destroy(), owner.destroy()]);
    await postgres.close();
    rmSync(root, { recursive: true, force: true });
  };
  const installation: Installation = {
    dataDir,
    postgres,
    ownerUrl,
    version: "0.0.0",
    now: () => new Date(),
  };
  const database = { db, owner, url, ownerUrl, drop: close };
  return { root, dataDir, installation, database, close };
}
