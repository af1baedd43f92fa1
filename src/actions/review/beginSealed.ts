import type { Asker } from "#core/access/asker.ts";
import { ok, refuse } from "#core/result.ts";
import type { ReviewActs } from "#core/review/act.ts";
import { decideAct } from "#core/review/decideAct.ts";
import type { ProtectionLabel } from "#core/review/protectionLabel.ts";
import type { Recipient } from "#core/review/reviewEvent.ts";
import type { MaterialKind } from "#core/review/reviewWords.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { readEnvelope } from "#core/sealed/envelope.ts";
import { parseRecipientKey } from "#core/sealed/recipient.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { listSealKeys } from "#store/review/personKey.ts";
import { lockReview, type StoredReview } from "#store/review/review.ts";
import { listReviewPeople } from "#store/review/reviewMember.ts";
import {
  findSealedByKey,
  insertSealedMaterial,
  type SealedMaterial,
} from "#store/review/sealedMaterial.ts";
import type { Deps } from "../deps.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { reviewActor, sideOf } from "./sideOf.ts";

export type NamedKey = { readonly name: string; readonly key: string };

type Beginning = {
  readonly kind: MaterialKind;
  readonly envelope: string;
  readonly recipients: readonly NamedKey[];
  readonly partSize: number;
  readonly size: number | null;
  readonly label: ProtectionLabel | null;
};

/** Whose keys they are, as registered here; a key that nobody registered keeps the name its sender gave it. */
export async function recipientsOf(
  tx: Tx,
  reviewId: string,
  named: readonly NamedKey[],
): Promise<readonly Recipient[]> {
  const people = await listReviewPeople(tx, reviewId);
  const keys = await listSealKeys(tx, [...new Set(people.map(({ partyId }) => partyId))]);
  return named.map(({ key, name }) => {
    const known = keys.find(({ publicKey }) => publicKey === key);
    const person = people.find(({ personId }) => personId === known?.personId);
    return {
      key,
      name: person?.name ?? name,
      personId: known?.personId ?? null,
      partyId: known?.partyId ?? null,
    };
  });
}

/** The envelope, when it is one and has a stanza for each recipient. */
export function readNewEnvelope(text: string, recipients: readonly NamedKey[]) {
  const bytes = Buffer.from(text, "base64");
  const envelope = readEnvelope(bytes);
  if (envelope === undefined || envelope.stanzas.length !== recipients.length)
    return refuse("sealed/envelope", "This is no age envelope with one stanza for each recipient.");
  const strange = recipients.find(({ key }) => parseRecipientKey(key) === undefined);
  if (strange)
    return refuse("sealed/envelope", `The key of ${strange.name} is no age X25519 recipient.`);
  return ok({ bytes, envelope });
}

async function resume(deps: Deps, material: SealedMaterial) {
  const have = await deps.sealed.have(material.id);
  return ok({
    id: material.id,
    partSize: material.partSize,
    have: [...(have ?? [])].map(([part, sha256]) => ({ part, sha256 })),
  });
}

function mayBeSealed(
  deps: Deps,
  asker: Asker,
  { state }: StoredReview,
  input: ReviewActs["seal-material"],
) {
  const now = deps.now().toISOString();
  const by = reviewActor(asker, asker.partyId === state.lab.partyId ? "lab" : "agency");
  const context = { state, clock: clockOf(state, now), now, by, newId: deps.chance.newId };
  return decideAct("seal-material", context, input);
}

/** The upload begun under this key, when it is the same one; the material that a new one is to be. */
async function findOrStart(
  tx: Tx,
  deps: Deps,
  asker: Asker & { readonly personId: string; readonly partyId: string },
  stored: StoredReview,
  key: string | null,
  beginning: Beginning,
) {
  const read = readNewEnvelope(beginning.envelope, beginning.recipients);
  if (!read.ok) return read;
  const envelope = read.value.bytes;
  const before = key === null ? undefined : await findSealedByKey(tx, asker.personId, key);
  if (before) {
    const isSame = before.reviewId === stored.id && before.envelope.equals(envelope);
    if (isSame) return ok({ material: before, isNew: false });
    return refuse("sealed/key-reused", "This Idempotency-Key stands for another upload.");
  }
  const { kind, partSize, size, label } = beginning;
  const { personId, partyId } = asker;
  const id = deps.chance.newId();
  const recipients = await asDesk(tx, asker, () =>
    recipientsOf(tx, stored.id, beginning.recipients),
  );
  // What would be refused when all of it is there, is refused before any of it is sent.
  const may = mayBeSealed(deps, asker, stored, {
    materialId: id,
    kind,
    size: size ?? 0,
    digest: "",
    recipients,
    label,
    unclassified: true,
  });
  if (!may.ok) return may;
  const material = await asDesk(tx, asker, async () => {
    const of = { id, reviewId: stored.id, partyId, personId };
    const row = { ...of, kind, label, partSize, size, envelope, recipients };
    await insertSealedMaterial(tx, asker.deskId, { ...row, key, startedAt: deps.now() });
    return { ...row, state: "uploading" as const, digest: null, edition: 1 };
  });
  return ok({ material, isNew: true });
}

/** Begins an upload of ciphertext, or goes on with the one begun under the same key. */
export async function beginSealed(
  deps: Deps,
  asker: Asker,
  ref: string,
  key: string | null,
  beginning: Beginning,
) {
  await lapseFirst(deps, asker, ref);
  const { personId, partyId } = asker;
  const begun = await withAsker(deps.db, asker, async (tx) => {
    const stored = await lockReview(tx, ref); // one beginning at a time: the same key is the same upload
    const side = stored && sideOf(asker, stored.state);
    if (!stored || !side || personId === null || partyId === null) return noSuchReview();
    return await findOrStart(tx, deps, { ...asker, personId, partyId }, stored, key, beginning);
  });
  if (!begun.ok) return begun;
  const { material, isNew } = begun.value;
  if (material.state === "uploading") await deps.sealed.begin(material.id, material.partSize);
  const answer = await resume(deps, material);
  return ok({ ...answer.value, isNew });
}
