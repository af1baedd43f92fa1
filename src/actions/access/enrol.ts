import { parseCredential, toCredential } from "#core/access/credential.ts";
import { ok, refuse } from "#core/result.ts";
import { registrationOptions, verifyRegistration } from "#outside/access/webauthn.ts";
import { newSecret } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { insertEnrolment, lockEnrolment, spendEnrolment } from "#store/access/credential.ts";
import {
  insertChallenge,
  insertPasskey,
  listPasskeyIds,
  takeChallenge,
} from "#store/access/passkey.ts";
import { findPerson } from "#store/access/person.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { CHALLENGE_MS, openSession } from "./signIn.ts";

const ENROLMENT_DAYS = 7;
const DAY = 24 * 60 * 60_000;

/** A one-time link. The token stands behind `#`, so that it reaches no server log. */
export async function giveEnrolment(
  tx: Tx,
  { now, chance, site }: Pick<Deps, "now" | "chance" | "site">,
  personId: string,
): Promise<string> {
  const secret = newSecret(chance);
  await insertEnrolment(tx, site.desk.id, {
    hash: sha256(secret),
    personId,
    createdAt: now(),
    expiresAt: new Date(now().getTime() + ENROLMENT_DAYS * DAY),
  });
  return `${site.origin}/enroll#${toCredential({ desk: site.desk.slug, secret })}`;
}

const spent = () =>
  refuse(
    "access/enrolment-spent",
    "This enrolment link was used already, or is older than seven days. Ask an administrator for a new one.",
  );

const hashOf = (token: string): Uint8Array => sha256(parseCredential(token)?.secret ?? "");

export async function beginEnrolment({ db, now, chance, site }: Deps, token: string) {
  return await withSystem(db, site.desk.id, async (tx) => {
    const enrolment = await lockEnrolment(tx, hashOf(token), now());
    const person = enrolment && (await findPerson(tx, enrolment.person_id));
    if (!person || person.disabled_at) return spent();
    const passkeys = await listPasskeyIds(tx, person.id);
    const options = await registrationOptions(site, { id: person.id, name: person.name, passkeys });
    const challengeId = chance.newId();
    await insertChallenge(tx, site.desk.id, {
      id: challengeId,
      kind: "enrol",
      value: { challenge: options.challenge, personId: person.id },
      expiresAt: new Date(now().getTime() + CHALLENGE_MS),
    });
    return ok({ name: person.name, challengeId, options });
  });
}

export async function finishEnrolment(
  deps: Deps,
  { token, challengeId, response }: { token: string; challengeId: string; response: unknown },
) {
  const { db, now, site } = deps;
  return await withSystem(db, site.desk.id, async (tx) => {
    const enrolment = await lockEnrolment(tx, hashOf(token), now());
    const asked = (await takeChallenge(tx, challengeId, "enrol", now())) as
      | { challenge: string; personId: string }
      | undefined;
    if (!enrolment || asked?.personId !== enrolment.person_id) return spent();
    const person = await findPerson(tx, enrolment.person_id);
    if (!person || person.disabled_at) return spent();
    const key = await verifyRegistration(site, asked.challenge, response);
    if (!key) {
      return refuse(
        "access/passkey-refused",
        "The passkey could not be verified. Nothing was stored; try again.",
      );
    }
    await insertPasskey(tx, site.desk.id, { ...key, personId: person.id }, now());
    await spendEnrolment(tx, hashOf(token), now());
    await record(tx, deps, { deskId: site.desk.id, personId: person.id, name: person.name }, [
      { kind: "person.enrolled", subject: { personId: person.id }, restricted: true },
    ]);
    return ok({ name: person.name, cookie: await openSession(tx, deps, person.id) });
  });
}
