import type { Asker } from "#core/access/asker.ts";
import { parseCredential } from "#core/access/credential.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { deleteSession } from "#store/access/credential.ts";
import { withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";

/** Ends the session behind a cookie; nothing happens when there is none. */
export async function closeSession(
  { db }: Pick<Deps, "db">,
  asker: Asker,
  cookie: string | undefined,
): Promise<void> {
  const credential = cookie === undefined ? undefined : parseCredential(cookie);
  if (!credential) return;
  await withSystem(db, asker.deskId, (tx) => deleteSession(tx, sha256(credential.secret)));
}
