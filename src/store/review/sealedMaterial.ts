import type { ProtectionLabel } from "#core/review/protectionLabel.ts";
import type { Recipient } from "#core/review/reviewEvent.ts";
import type { MaterialKind } from "#core/review/reviewWords.ts";
import type { Tx } from "../database.ts";

/** Ciphertext stands in files under `id`; `envelope` is what its recipients' keys open. */
export type SealedMaterial = {
  readonly id: string;
  readonly reviewId: string;
  readonly partyId: string;
  readonly personId: string;
  readonly kind: MaterialKind;
  readonly label: ProtectionLabel | null;
  readonly state: "uploading" | "sealed";
  readonly partSize: number;
  readonly size: number | null;
  readonly digest: string | null;
  /** Of the envelope. */
  readonly edition: number;
  readonly envelope: Buffer;
  readonly recipients: readonly Recipient[];
};

export const insertSealedMaterial = async (
  tx: Tx,
  deskId: string,
  material: Omit<SealedMaterial, "state" | "digest" | "edition"> & {
    readonly key: string | null;
    readonly startedAt: Date;
  },
): Promise<void> => {
  await tx
    .insertInto("sealed_material")
    .values({
      desk_id: deskId,
      id: material.id,
      review_id: material.reviewId,
      party_id: material.partyId,
      person_id: material.personId,
      kind: material.kind,
      label: material.label === null ? null : JSON.stringify(material.label),
      state: "uploading",
      store_id: material.id,
      part_size: material.partSize,
      size: material.size,
      edition: 1,
      envelope: material.envelope,
      recipients: JSON.stringify(material.recipients),
      key: material.key,
      started_at: material.startedAt,
    })
    .execute();
};

const select = (tx: Tx) =>
  tx
    .selectFrom("sealed_material")
    .select([
      "id",
      "review_id as reviewId",
      "party_id as partyId",
      "person_id as personId",
      "kind",
      "label",
      "state",
      "part_size as partSize",
      "size",
      "digest",
      "edition",
      "envelope",
      "recipients",
    ]);

export const findSealedMaterial = async (
  tx: Tx,
  reviewId: string,
  id: string,
): Promise<SealedMaterial | undefined> =>
  (await select(tx).where("review_id", "=", reviewId).where("id", "=", id).executeTakeFirst()) as
    | SealedMaterial
    | undefined;

export const findSealedByKey = async (
  tx: Tx,
  personId: string,
  key: string,
): Promise<SealedMaterial | undefined> =>
  (await select(tx).where("person_id", "=", personId).where("key", "=", key).executeTakeFirst()) as
    | SealedMaterial
    | undefined;

export const finishSealedMaterial = async (
  tx: Tx,
  id: string,
  { size, digest, at }: { readonly size: number; readonly digest: string; readonly at: Date },
): Promise<void> => {
  await tx
    .updateTable("sealed_material")
    .set({ state: "sealed", size, digest, sealed_at: at })
    .where("id", "=", id)
    .execute();
};

export const replaceEnvelope = async (
  tx: Tx,
  id: string,
  next: {
    readonly edition: number;
    readonly envelope: Buffer;
    readonly recipients: readonly Recipient[];
  },
): Promise<void> => {
  await tx
    .updateTable("sealed_material")
    .set({
      edition: next.edition,
      envelope: next.envelope,
      recipients: JSON.stringify(next.recipients),
    })
    .where("id", "=", id)
    .execute();
};

/** Uploads that were begun before an instant and never finished. */
export const listAbandonedUploads = async (tx: Tx, before: Date): Promise<string[]> =>
  (
    await tx
      .selectFrom("sealed_material")
      .select("id")
      .where("state", "=", "uploading")
      .where("started_at", "<", before)
      .execute()
  ).map(({ id }) => id);

export const deleteUpload = async (tx: Tx, id: string): Promise<void> => {
  await tx
    .deleteFrom("sealed_material")
    .where("id", "=", id)
    .where("state", "=", "uploading")
    .execute();
};
