import type { Asker } from "#core/access/asker.ts";
import { toApiToken } from "#core/access/credential.ts";
import type { Permission } from "#core/access/permission.ts";
import { ok, refuse } from "#core/result.ts";
import { newSecret } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { insertApiToken, listApiTokens, revokeApiToken } from "#store/access/credential.ts";
import { listDesks } from "#store/access/desk.ts";
import { type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

const DAY = 24 * 60 * 60_000;
type Wanted = { name: string; scopes: readonly Permission[] | null; days: number };

type TokenRow = Awaited<ReturnType<typeof listApiTokens>>[number];
const toToken = (row: TokenRow) => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes as Permission[] | null,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

/** Makes a token for a person; its text is returned once and stored hashed. */
export async function makeToken(
  tx: Tx,
  deps: Pick<Deps, "db" | "now" | "chance">,
  owner: { deskId: string; personId: string; name: string },
  wanted: Wanted,
) {
  const { db, now, chance } = deps;
  const desk = (await listDesks(db)).find(({ id }) => id === owner.deskId);
  if (!desk) throw new Error(`There is no desk ${owner.deskId}.`);
  const secret = newSecret(chance);
  const id = chance.newId();
  const expiresAt = new Date(now().getTime() + wanted.days * DAY);
  await insertApiToken(tx, owner.deskId, {
    id,
    personId: owner.personId,
    hash: sha256(secret),
    name: wanted.name,
    scopes: wanted.scopes,
    createdAt: now(),
    expiresAt,
  });
  await record(tx, deps, owner, [
    { kind: "token.created", subject: { tokenId: id, personId: owner.personId }, restricted: true },
  ]);
  const item = toToken({
    id,
    name: wanted.name,
    scopes: wanted.scopes === null ? null : [...wanted.scopes],
    created_at: now(),
    expires_at: expiresAt,
    last_used_at: null,
  });
  return { token: toApiToken({ desk: desk.slug, secret }), item };
}

const noPerson = () => refuse("access/forbidden", "Only a person with an account has API tokens.");

/** A token cannot make another: a stolen one would outlive its expiry. */
export async function createToken(deps: Deps, asker: Asker, wanted: Wanted) {
  const { personId } = asker;
  if (personId === null) return noPerson();
  if (asker.via !== "session") {
    return refuse("access/forbidden", "Sign in to make a token; a token cannot make another.");
  }
  return ok(
    await withAsker(deps.db, asker, (tx) => makeToken(tx, deps, { ...asker, personId }, wanted)),
  );
}

export const listTokens = async ({ db }: Deps, asker: Asker) =>
  await withAsker(db, asker, async (tx) => ({
    items: (await listApiTokens(tx, asker.personId ?? "")).map(toToken),
  }));

export async function revokeToken(deps: Deps, asker: Asker, id: string) {
  const { personId } = asker;
  if (personId === null || asker.via !== "session") return noPerson();
  return await withAsker(deps.db, asker, async (tx) => {
    if ((await revokeApiToken(tx, personId, id, deps.now())) === 0) {
      return refuse("token/not-found", "You have no such token, or it is revoked already.");
    }
    await record(tx, deps, asker, [
      { kind: "token.revoked", subject: { tokenId: id }, restricted: true },
    ]);
    return ok(undefined);
  });
}
