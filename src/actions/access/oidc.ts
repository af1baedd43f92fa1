import { idIn } from "#core/cursor.ts";
import { ok, refuse } from "#core/result.ts";
import type { OidcAttempt } from "#outside/access/oidc.ts";
import { findOidcPerson, hasOidcIdentity, insertOidcIdentity } from "#store/access/oidcIdentity.ts";
import { insertChallenge, takeChallenge } from "#store/access/passkey.ts";
import { findPersonByEmail } from "#store/access/person.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { CHALLENGE_MS, openSession } from "./signIn.ts";

const off = () =>
  refuse("access/oidc-off", "No identity provider is configured here; sign in with a passkey.");

const down = () =>
  refuse(
    "access/oidc-down",
    "The identity provider does not answer. Try again in a moment, or sign in with a passkey.",
  );

/** The id that goes to the browser and comes back with it; the provider's `state` is kept here. */
export async function beginOidc({ db, now, chance, site, oidc }: Deps) {
  if (!oidc) return off();
  const begun = await oidc.begin();
  if (begun === "down") return down();
  const { url, attempt } = begun;
  const id = chance.newId();
  await withSystem(db, site.desk.id, (tx) =>
    insertChallenge(tx, site.desk.id, {
      id,
      kind: "oidc",
      value: attempt,
      expiresAt: new Date(now().getTime() + CHALLENGE_MS),
    }),
  );
  return ok({ url, attemptId: id });
}

/**
 * Nobody gets an account by signing in: the provider's subject is bound, at its first use, to the person an
 * administrator entered with the same verified e-mail address.
 */
export async function finishOidc(deps: Deps, attemptId: string, callback: URL) {
  const { db, now, site, oidc } = deps;
  if (!oidc) return off();
  const id = idIn(attemptId);
  const attempt = (await withSystem(db, site.desk.id, async (tx) =>
    id === undefined ? undefined : await takeChallenge(tx, id, "oidc", now()),
  )) as OidcAttempt | undefined;
  const claimed = attempt && (await oidc.finish(callback, attempt));
  if (claimed === "down") return down();
  if (!claimed) {
    return refuse(
      "access/oidc-failed",
      "The identity provider's answer does not hold, or came too late. Try again.",
    );
  }
  return await withSystem(db, site.desk.id, async (tx) => {
    const person = await bindPerson(tx, deps, claimed);
    if (!person) {
      return refuse(
        "access/oidc-unknown",
        "You are known to the identity provider, but have no account here. Ask an administrator for one with your verified e-mail address.",
      );
    }
    await record(tx, deps, { deskId: site.desk.id, personId: person.id, name: person.name }, [
      { kind: "person.signed-in", subject: { personId: person.id }, restricted: true },
    ]);
    return ok({ name: person.name, cookie: await openSession(tx, deps, person.id) });
  });
}

async function bindPerson(
  tx: Tx,
  { now, site }: Deps,
  claimed: { issuer: string; subject: string; email: string | null },
) {
  const known = await findOidcPerson(tx, claimed.issuer, claimed.subject);
  if (known) return known;
  const person = claimed.email === null ? undefined : await findPersonByEmail(tx, claimed.email);
  if (!person || person.disabled_at) return undefined;
  // The address is theirs no longer, or not alone: it was bound to another subject when they first came.
  if (await hasOidcIdentity(tx, claimed.issuer, person.id)) return undefined;
  await insertOidcIdentity(tx, site.desk.id, {
    issuer: claimed.issuer,
    subject: claimed.subject,
    personId: person.id,
    createdAt: now(),
  });
  return person;
}
