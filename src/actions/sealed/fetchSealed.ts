import { ENVELOPE_LIMIT, envelopeLength } from "#core/sealed/envelope.ts";
import { SealedFault } from "#core/sealed/fault.ts";
import { checkParts, type Manifest, partRange } from "#core/sealed/manifest.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { readPieces } from "#outside/sealed/source.ts";
import { findPart, openTarget, partOf } from "#outside/sealed/target.ts";
import { findPayload, type Wanted } from "./findPayload.ts";

/** What an earlier run wrote: its envelope, and how many of its parts are those of the manifest. */
async function findFetched(path: string, manifest: Manifest) {
  const size = await findPart(path);
  if (size === 0) return undefined;
  const start: Uint8Array[] = [];
  const range = { start: 0, end: Math.min(size, ENVELOPE_LIMIT) };
  for await (const piece of readPieces(partOf(path), range)) start.push(piece.slice());
  const length = envelopeLength(Buffer.concat(start));
  if (length === undefined) return undefined;
  let parts = 0;
  const pieces = readPieces(partOf(path), { start: length, end: size });
  try {
    for await (const _ of checkParts(pieces, { manifest, sha256, from: 0 })) parts += 1;
  } catch (error) {
    // It ends within a part, or in one that was changed: from there on it is read again.
    if (!(error instanceof SealedFault)) throw error;
  }
  return { length, parts };
}

/** Downloads an age file and leaves it sealed, so that no identity is needed here. Goes on where an earlier run was interrupted. */
export async function fetchSealed(wanted: Wanted & { readonly out: string }) {
  const { server, manifest, digest, read } = await findPayload(wanted);
  const fetched = await findFetched(wanted.out, manifest);
  const { envelope } = fetched ? { envelope: undefined } : await server.envelope(wanted.id);
  const from = fetched?.parts ?? 0;
  const isWhole = from === manifest.parts.length;
  const start = isWhole ? manifest.size : partRange(manifest, from).start;
  const target = await openTarget(wanted.out, fetched ? fetched.length + start : 0);
  try {
    if (envelope) await target.write(envelope);
    const pieces = read({ start, end: manifest.size });
    for await (const part of checkParts(pieces, { manifest, sha256, from }))
      await target.write(part);
    await target.keep();
  } catch (error) {
    await target.leave();
    throw error;
  }
  return { out: wanted.out, size: manifest.size, digest, resumedAt: start };
}
