import type { ChunkCipher } from "#core/sealed/cipher.ts";
import { splitLabel } from "#core/sealed/label.ts";
import { type Manifest, partRange } from "#core/sealed/manifest.ts";
import {
  countOpenedParts,
  openFirstChunk,
  openFrom,
  plainStart,
  type ReadBytes,
} from "#core/sealed/openPayload.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { hashing } from "#outside/sealed/hashing.ts";
import { readPieces } from "#outside/sealed/source.ts";
import { findPart, openTarget, outTarget, partOf, refuseExisting } from "#outside/sealed/target.ts";
import { findPayload, type Wanted } from "./findPayload.ts";
import { giveOut, nameFor, type Out } from "./giveOut.ts";
import { openCipher } from "./openCipher.ts";

type Payload = {
  readonly manifest: Manifest;
  readonly read: ReadBytes;
  readonly cipher: ChunkCipher;
  readonly sha256: typeof sha256;
};

/** All of it, from its beginning. `undefined` where an earlier run has left something to go on with. */
async function openWhole(payload: Payload, out: Out) {
  const { label, content, close } = await splitLabel(openFrom(payload.read, 0, payload));
  try {
    const path = nameFor(out, label);
    if (path !== "-" && (await findPart(path)) > 0) return undefined;
    const target = path === "-" ? outTarget : await openTarget(path, 0);
    const given = await giveOut(content, { target, hash: hashing(), label });
    return { ...given, out: path, resumedAt: 0 };
  } finally {
    await close();
  }
}

/** What an earlier run wrote, as far as it is still as it was sealed: bytes of content, parts of the payload. */
async function findOpened(payload: Payload, path: string, line: Uint8Array) {
  const plaintext = async function* () {
    yield line;
    yield* readPieces(partOf(path));
  };
  const { manifest } = payload;
  const parts = await countOpenedParts(plaintext(), payload);
  const size = Math.min(await findPart(path), plainStart(manifest, parts) - line.length);
  return { parts, size: Math.max(0, size), isWhole: parts === manifest.parts.length };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function openRest(payload: Payload, out: Out) {
  const { label, line } = await openFirstChunk(payload.read, payload);
  const path = nameFor(out, label);
  const { parts, size, isWhole } = await findOpened(payload, path, line);
  const hash = hashing();
  for await (const _ of hash.over(readPieces(partOf(path), { start: 0, end: size })));
  const rest = isWhole ? nothing() : openFrom(payload.read, parts, payload);
  const content = parts === 0 ? (await splitLabel(rest)).content : rest;
  const target = await openTarget(path, size);
  const given = await giveOut(content, { target, hash, label });
  const resumedAt = isWhole ? payload.manifest.size : partRange(payload.manifest, parts).start;
  return { ...given, out: path, resumedAt };
}

/** Downloads and opens on the fly, in constant memory. To a file it goes on where an earlier run was interrupted. */
export async function openFromReview(
  wanted: Wanted & { readonly identities: readonly string[]; readonly out: Out },
) {
  const { id, identities, out } = wanted;
  if (out !== undefined && out !== "-") await refuseExisting(out);
  const { server, manifest, digest, read } = await findPayload(wanted);
  const { envelope } = await server.envelope(id);
  const cipher = await openCipher(envelope, identities);
  const payload: Payload = { manifest, read, cipher, sha256 };
  const isBegun = out !== undefined && out !== "-" && (await findPart(out)) > 0;
  const whole = isBegun ? undefined : await openWhole(payload, out);
  return { ...(whole ?? (await openRest(payload, out))), digest };
}
