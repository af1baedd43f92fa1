import { Readable } from "node:stream";
import type { Asker } from "#core/access/asker.ts";
import { toSealed } from "#core/guard/message.ts";
import { ok, refuse } from "#core/result.ts";
import type { Clock } from "#core/review/clock.ts";
import { type ByteRange, parseRange } from "#core/sealed/range.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { findMaterial, findReadable } from "./findMaterial.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { type Caller, seen } from "./seen.ts";

type At = { readonly ref: string; readonly id: string };

/** What somebody who can read it knows of it, and its own party while it is uploaded: size, recipients, parts. */
export async function describeSealed(deps: Deps, asker: Asker, at: At) {
  const found = await withAsker(deps.db, asker, async (tx) => {
    const one = await findMaterial(tx, asker, at.ref, at.id);
    return one?.material.state === "uploading" ? one : await findReadable(tx, deps, asker, at);
  });
  if (!found) return noSuchReview();
  const { material } = found;
  const have = material.state === "uploading" ? await deps.sealed.have(at.id) : undefined;
  return ok({
    id: at.id,
    kind: material.kind,
    state: material.state,
    partSize: material.partSize,
    size: material.state === "sealed" ? material.size : null,
    digest: material.digest,
    version: material.edition,
    recipients: material.recipients,
    have: [...(have ?? [])].map(([part, sha256]) => ({ part, sha256 })),
  });
}

type Look = {
  readonly what: "envelope" | "payload";
  /** What of it, for the record; `size` is that of the ciphertext. */
  readonly detailOf: (size: number) => string;
};

/** Lets a reader at it, and puts that on record. */
async function admitReader(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  at: At,
  caller: Caller,
  { what, detailOf }: Look,
) {
  const found = await findReadable(tx, deps, asker, at);
  if (!found) return noSuchReview();
  const { grant, stored, clock, material } = found;
  await asDesk(tx, asker, () =>
    seen(tx, deps, asker, caller, {
      reviewId: stored.id,
      what,
      materialId: at.id,
      grantId: grant?.id ?? null,
      detail: detailOf(material.size ?? 0),
    }),
  );
  return ok({ material, clock, isOwn: grant === null });
}

/** The envelope that a recipient's key opens. */
export async function readSealedEnvelope(deps: Deps, asker: Asker, at: At, caller: Caller) {
  await lapseFirst(deps, asker, at.ref);
  return await withAsker(deps.db, asker, async (tx) => {
    const read = await admitReader(tx, deps, asker, at, caller, {
      what: "envelope",
      detailOf: () => "",
    });
    if (!read.ok) return read;
    const { edition, envelope, recipients } = read.value.material;
    const sealed = toSealed(namesOf(recipients), envelope.length, envelope.toString("base64"));
    return ok({ version: edition, sealed, recipients });
  });
}

/** Hashes of the parts, for whoever can read them. */
export async function readSealedManifest(deps: Deps, asker: Asker, at: At) {
  const found = await withAsker(deps.db, asker, (tx) => findReadable(tx, deps, asker, at));
  const manifest = found && (await deps.sealed.manifest(at.id));
  const digest = found?.material.digest;
  if (!manifest || typeof digest !== "string") return noSuchReview();
  return ok({ ...manifest, digest });
}

const namesOf = (recipients: readonly { readonly name: string }[]): string[] =>
  recipients.map(({ name }) => name);

/** How long something may be read on after what ended the access to it, other than the window's own end. */
const LOOK_AGAIN_MS = 1_000;

type Watch = { readonly clock: Clock; readonly isStill: () => Promise<boolean> };

/** Cut off at the instant at which the window ends, and within a second of whatever else ends it, however long it takes. */
async function* whileReadable(bytes: Readable, { clock, isStill }: Watch, now: () => Date) {
  const end = clock.window === null ? 0 : Date.parse(clock.window.closes.at);
  let looked = now().getTime();
  for await (const piece of bytes) {
    const at = now().getTime();
    if (at >= end) throw new Error("The window closed during this download.");
    if (at - looked >= LOOK_AGAIN_MS) {
      if (!(await isStill())) throw new Error("Access ended during this download.");
      looked = at;
    }
    yield piece as Buffer;
  }
}

/** Ciphertext from any byte on. */
export async function readSealedPayload(
  deps: Deps,
  asker: Asker,
  at: At,
  caller: Caller,
  header: string | undefined,
) {
  await lapseFirst(deps, asker, at.ref);
  const read = await withAsker(deps.db, asker, (tx) =>
    admitReader(tx, deps, asker, at, caller, {
      what: "payload",
      detailOf: (size) => {
        const range = parseRange(header, size);
        return range === undefined || range === "whole" ? "" : `from byte ${range.start}`;
      },
    }),
  );
  if (!read.ok) return read;
  // Only now, so that how long it takes tells nobody else whether it is there.
  const manifest = await deps.sealed.manifest(at.id);
  if (!manifest) return noSuchReview();
  const range = parseRange(header, manifest.size);
  if (range === undefined) return refuse("sealed/range", `There are ${manifest.size} bytes.`);
  const whole: ByteRange = { start: 0, end: manifest.size };
  const asked = range === "whole" ? whole : range;
  const stored = deps.sealed.read(at.id, manifest, asked);
  const { isOwn, clock, material } = read.value;
  const isStill = async () =>
    (await withAsker(deps.db, asker, (tx) => findReadable(tx, deps, asker, at))) !== undefined;
  const bytes = isOwn
    ? stored
    : Readable.from(whileReadable(stored, { clock, isStill }, deps.now), { objectMode: false });
  return ok({
    sealed: toSealed(namesOf(material.recipients), asked.end - asked.start, bytes),
    range: asked,
    isPart: range !== "whole",
    size: manifest.size,
    digest: material.digest ?? "",
  });
}
