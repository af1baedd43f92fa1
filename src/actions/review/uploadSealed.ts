import type { Asker } from "#core/access/asker.ts";
import type { SealedReading } from "#core/guard/plaintext.ts";
import { ok, refuse } from "#core/result.ts";
import { decideAct } from "#core/review/decideAct.ts";
import { stampedReview } from "#core/review/reviewEvent.ts";
import { mayMoveReview } from "#core/review/reviewMove.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { readManifest, toDigest } from "#core/sealed/manifest.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { lockReview, type StoredReview } from "#store/review/review.ts";
import {
  findSealedMaterial,
  finishSealedMaterial,
  type SealedMaterial,
} from "#store/review/sealedMaterial.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { appendReview } from "./appendReview.ts";
import { findMaterial } from "./findMaterial.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { reviewActor, sideOf } from "./sideOf.ts";

/** The upload that this person began; nobody else adds to it. */
async function findUpload(deps: Deps, asker: Asker, ref: string, id: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const found = await findMaterial(tx, asker, ref, id);
    return found?.material.personId === asker.personId ? found : undefined;
  });
}

type Part = { readonly index: number; readonly sha256: Uint8Array };

/** One part, hashed on its way to the disk; acknowledged when it is there. */
export async function putSealedPart(
  deps: Deps,
  asker: Asker,
  { ref, id }: { readonly ref: string; readonly id: string },
  part: Part,
  bytes: AsyncIterable<Uint8Array>,
) {
  const upload = await findUpload(deps, asker, ref, id);
  if (!upload) return noSuchReview();
  const { state } = upload.stored;
  const isOver = clockOf(state, deps.now().toISOString()).state === "ended";
  const may = mayMoveReview("seal-material", state, isOver, upload.side);
  if (!may.ok) return may; // what could not be finished any more is not stored either
  const hash = Buffer.from(part.sha256).toString("hex");
  const put = await deps.sealed.putPart(id, { index: part.index, sha256: hash }, bytes);
  return put.ok ? ok({ status: put.value }) : put;
}

async function sealIt(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  stored: StoredReview,
  material: SealedMaterial & { readonly size: number; readonly digest: string },
) {
  const side = sideOf(asker, stored.state);
  if (!side) return noSuchReview();
  const now = deps.now();
  const by = reviewActor(asker, side);
  const clock = clockOf(stored.state, now.toISOString());
  const context = {
    state: stored.state,
    clock,
    now: now.toISOString(),
    by,
    newId: deps.chance.newId,
  };
  const { id: materialId, kind, size, digest, recipients, label } = material;
  const input = { materialId, kind, size, digest, recipients, label, unclassified: true };
  const decided = decideAct("seal-material", context, input);
  if (!decided.ok) return decided;
  const stamp = { id: deps.chance.newId(), at: now.toISOString(), by };
  const events = stampedReview(stamp, decided.value);
  await asDesk(tx, asker, async () => {
    await finishSealedMaterial(tx, materialId, { size, digest, at: now });
    await appendReview(tx, deps, asker, stored, events);
  });
  return ok({ id: materialId, digest, size });
}

/** What its sender says of it: that is on record as the sender's word, since nobody here can read it. */
async function tellReading(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  reviewId: string,
  materialId: string,
  reading: SealedReading,
): Promise<void> {
  const detail = { ...reading, rules: reading.rules.map((rule) => ({ ...rule })) };
  await asDesk(tx, asker, () =>
    record(tx, deps, asker, [
      {
        kind: "sealed.said-by-sender",
        subject: { reviewId, materialId },
        detail,
        restricted: true,
      },
    ]),
  );
}

/** All parts are there: from now on its recipients can read it. Harmless when done already. */
export async function finishSealed(
  deps: Deps,
  asker: Asker,
  { ref, id }: { readonly ref: string; readonly id: string },
  {
    reading,
    ...said
  }: {
    readonly size: number;
    readonly parts: readonly string[];
    readonly reading?: SealedReading | undefined;
  },
) {
  await lapseFirst(deps, asker, ref);
  const upload = await findUpload(deps, asker, ref, id);
  if (!upload) return noSuchReview();
  const manifest = readManifest({ ...said, partSize: upload.material.partSize });
  if (!manifest) return refuse("sealed/parts-differ", "Size and parts do not agree.");
  const digest = await toDigest(manifest, sha256);
  const finished = await deps.sealed.finish(id, manifest);
  if (!finished.ok) return finished;
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await lockReview(tx, ref);
    const material = stored && (await findSealedMaterial(tx, stored.id, id));
    if (!stored || !material) return noSuchReview();
    if (material.state === "sealed") {
      if (material.digest === digest) return ok({ id, digest, size: manifest.size });
      return refuse("sealed/parts-differ", "It was finished with other parts.");
    }
    const sealed = { ...material, size: manifest.size, digest };
    const done = await sealIt(tx, deps, asker, stored, sealed);
    if (done.ok && reading) await tellReading(tx, deps, asker, stored.id, id, reading);
    return done;
  });
}
