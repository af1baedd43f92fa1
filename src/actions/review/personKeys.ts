import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { no } from "#core/review/refusal.ts";
import { parseSigningKey } from "#core/review/signingKey.ts";
import { parseRecipientKey, toFingerprint } from "#core/sealed/recipient.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import {
  endPersonKey,
  insertPersonKey,
  listKeysOfPerson,
  type NewPersonKey,
  type PersonKey,
} from "#store/review/personKey.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

const toShape = ({ id, purpose, publicKey, name, holder, addedAt, endedAt }: PersonKey) => ({
  id,
  purpose,
  publicKey,
  name,
  holder,
  addedAt: addedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

export async function listMyKeys(deps: Deps, asker: Asker) {
  const { personId } = asker;
  if (personId === null) return ok({ items: [] });
  const keys = await withAsker(deps.db, asker, (tx) => listKeysOfPerson(tx, personId));
  return ok({ items: keys.map(toShape) });
}

type Wanted = Pick<NewPersonKey, "purpose" | "publicKey" | "name" | "holder">;

/** The key as it is stored, or nothing where it is none. */
function readKey({ purpose, publicKey }: Wanted): string | undefined {
  if (purpose === "sign") return parseSigningKey(publicKey);
  const text = publicKey.trim();
  return parseRecipientKey(text) === undefined ? undefined : text;
}

/** Whoever seals to it can compare this by telephone; the ledger keeps it, so that an exchanged key shows. */
const fingerprintOf = (key: string): string =>
  toFingerprint(parseRecipientKey(key) ?? Buffer.from(key, "hex"));

const recordKey = (tx: Tx, deps: Deps, asker: Asker, kind: string, id: string, more: object) =>
  record(tx, deps, asker, [
    {
      kind,
      subject: { keyId: id, ...(asker.personId === null ? {} : { personId: asker.personId }) },
      detail: { ...more },
      restricted: false,
    },
  ]);

/** Adds a public key of the asker's own. */
export async function addMyKey(deps: Deps, asker: Asker, wanted: Wanted) {
  const { personId, partyId } = asker;
  if (personId === null || partyId === null) return no("key/unknown", "Only a person has keys.");
  const publicKey = readKey(wanted);
  if (publicKey === undefined) {
    const what =
      wanted.purpose === "sign" ? "an Ed25519 key (64 hex digits)" : "an age key (age1…)";
    return no("key/malformed", `This is not ${what}.`);
  }
  const key = { ...wanted, publicKey, id: deps.chance.newId(), personId, partyId };
  const addedAt = deps.now();
  return await withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      if (!(await insertPersonKey(tx, asker.deskId, { ...key, addedAt })))
        return no("key/known", "This key is somebody's already.");
      const { purpose, holder } = wanted;
      const more = { purpose, holder, fingerprint: fingerprintOf(publicKey) };
      await recordKey(tx, deps, asker, "key.added", key.id, more);
      return ok(toShape({ ...key, addedAt, endedAt: null }));
    }),
  );
}

/** What was sealed to it stays readable by it; nothing new is sealed to it. */
export async function endMyKey(deps: Deps, asker: Asker, id: string) {
  const { personId } = asker;
  return await withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      if (personId === null || !(await endPersonKey(tx, personId, id, deps.now())))
        return no("key/unknown", "You have no such key in use.");
      await recordKey(tx, deps, asker, "key.ended", id, {});
      return ok(undefined);
    }),
  );
}
