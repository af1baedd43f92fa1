import { parseCredential } from "#core/access/credential.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { deleteSession } from "#store/access/credential.ts";
import { withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { whoAsks } from "./whoAsks.ts";

/** Ends the session behind a cookie, at whatever desk it is; nothing happens when there is none. */
export async function signOut(deps: Deps, cookie: string | undefined): Promise<void> {
  const credential = cookie === undefined ? undefined : parseCredential(cookie);
  const person = cookie && (await whoAsks(deps, { kind: "session", text: cookie }));
  if (!credential || !person) return;
  await withSystem(deps.db, person.deskId, async (tx) => {
    await deleteSession(tx, sha256(credential.secret));
    await record(tx, deps, person, [
      { kind: "person.signed-out", subject: { personId: person.personId }, restricted: true },
    ]);
  });
}
