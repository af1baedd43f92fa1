import { toCredential } from "#core/access/credential.ts";
import { ok, refuse } from "#core/result.ts";
import { signInOptions, verifySignIn } from "#outside/access/webauthn.ts";
import { newSecret } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { insertSession } from "#store/access/credential.ts";
import {
  countPasskey,
  findPasskey,
  insertChallenge,
  takeChallenge,
} from "#store/access/passkey.ts";
import { findPerson } from "#store/access/person.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

const MINUTE = 60_000;
const SESSION_HOURS = 12;
export const CHALLENGE_MS = 5 * MINUTE;

export async function beginSignIn({ db, now, chance, site }: Deps) {
  const options = await signInOptions(site);
  const challengeId = chance.newId();
  await withSystem(db, site.desk.id, async (tx) => {
    await insertChallenge(tx, site.desk.id, {
      id: challengeId,
      kind: "sign-in",
      value: { challenge: options.challenge },
      expiresAt: new Date(now().getTime() + CHALLENGE_MS),
    });
  });
  return { challengeId, options };
}

/** Opens a session; the cookie's text is returned once and stored hashed. */
export async function openSession(tx: Tx, { now, chance, site }: Deps, personId: string) {
  const secret = newSecret(chance);
  await insertSession(tx, site.desk.id, {
    hash: sha256(secret),
    personId,
    createdAt: now(),
    expiresAt: new Date(now().getTime() + SESSION_HOURS * 60 * MINUTE),
  });
  return toCredential({ desk: site.desk.slug, secret });
}

const failed = () =>
  refuse(
    "access/sign-in-failed",
    "That passkey is not known here, or the attempt took over five minutes. Try again.",
  );

/** One transaction: a challenge that was answered is gone, whatever the answer. */
export async function finishSignIn(
  deps: Deps,
  { challengeId, response }: { challengeId: string; response: Record<string, unknown> },
) {
  const { db, now, site } = deps;
  return await withSystem(db, site.desk.id, async (tx) => {
    const asked = (await takeChallenge(tx, challengeId, "sign-in", now())) as
      | { challenge: string }
      | undefined;
    const key = typeof response.id === "string" ? await findPasskey(tx, response.id) : undefined;
    if (!asked || !key) return failed();
    const counter = await verifySignIn(site, asked.challenge, response, key);
    if (counter === undefined) return failed();

    await countPasskey(tx, key.id, counter, now());
    const person = await findPerson(tx, key.personId);
    const name = person?.name ?? "";
    await record(tx, deps, { deskId: site.desk.id, personId: key.personId, name }, [
      { kind: "person.signed-in", subject: { personId: key.personId }, restricted: true },
    ]);
    return ok({ name, cookie: await openSession(tx, deps, key.personId) });
  });
}
