import { inflateSync } from "node:zlib";
import { Decrypter, Encrypter, generateX25519Identity } from "age-encryption";
import * as cctv from "cctv-age";
import { describe, expect, test } from "vitest";
import { collect, collectUntilFault, inPieces, seeded, sha256Of } from "../../testing/sealed.ts";
import { concatBytes } from "../bytes.ts";
import { scriptCipher } from "./cipher.ts";
import { envelopeLength, openEnvelope, readEnvelope, toEnvelope, wrapFileKey } from "./envelope.ts";
import { SealedFault } from "./fault.ts";
import { toRecipientKey } from "./identity.ts";
import {
  CHUNK,
  chunkNonce,
  openChunks,
  payloadKey,
  SEALED_CHUNK,
  sealedSize,
  sealParts,
  TAG,
} from "./payload.ts";
import { parseRecipientKey } from "./recipient.ts";

const hexOf = (bytes: Uint8Array) => sha256Of(bytes).toString("hex");
const bytesOf = (seed: number, size: number) => collect(seeded(seed, size));

/** Key and payload of an age file; `undefined` where its envelope does not open. */
async function openEnvelopeOf(file: Uint8Array, identities: readonly string[]) {
  const length = envelopeLength(file);
  if (length === undefined) return undefined;
  const fileKey = await openEnvelope(file.slice(0, length), identities);
  if (fileKey === undefined) return undefined;
  const cipher = scriptCipher(payloadKey(fileKey, file.subarray(length - 16, length)));
  return { cipher, payload: file.subarray(length) };
}

/** An age file opened by us; its pieces end with a SealedFault where the payload does not hold. */
async function openFile(file: Uint8Array, identities: readonly string[]) {
  const opened = await openEnvelopeOf(file, identities);
  return opened && openChunks(inPieces(opened.payload, 10_000), { cipher: opened.cipher, from: 0 });
}

/** The chunk after what was given out, where its bytes are right and only its mark, last or not last, is wrong. */
async function heldBack(file: Uint8Array, identities: readonly string[], given: number) {
  const opened = await openEnvelopeOf(file, identities);
  const chunk = Math.ceil(given / CHUNK);
  const sealed = opened?.payload.subarray(chunk * SEALED_CHUNK, (chunk + 1) * SEALED_CHUNK);
  const plain = new Uint8Array(Math.max(0, (sealed?.length ?? 0) - TAG));
  const isRight = [true, false].some((last) =>
    opened?.cipher.open(chunkNonce(chunk, last), sealed ?? plain, plain),
  );
  return isRight ? plain : new Uint8Array();
}

async function sealFile(plain: Uint8Array, identities: readonly string[]) {
  const [fileKey, nonce] = [await bytesOf(1, 16), await bytesOf(2, 16)];
  const stanzas = await Promise.all(
    identities.map(async (identity, n) => {
      const key = parseRecipientKey(toRecipientKey(identity) ?? "");
      if (key === undefined) throw new Error("no key");
      return wrapFileKey(fileKey, key, await bytesOf(10 + n, 32));
    }),
  );
  const cipher = scriptCipher(payloadKey(fileKey, nonce));
  const parts = sealParts(inPieces(plain, 7_777), { cipher, chunksInPart: 2 });
  const pieces = (async function* () {
    for await (const { bytes } of parts) yield bytes;
  })();
  return concatBytes(toEnvelope({ stanzas, nonce }, fileKey), await collect(pieces));
}

const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 3];

describe("age files", () => {
  test.each(SIZES)("%i bytes that we seal are opened by age, for each recipient", async (size) => {
    const [one, two] = [await generateX25519Identity(), await generateX25519Identity()];
    const plain = await bytesOf(size, size);
    const file = await sealFile(plain, [one, two]);
    expect(file.length).toBe((envelopeLength(file) ?? 0) + sealedSize(size));
    expect(readEnvelope(file.slice(0, envelopeLength(file)))?.stanzas).toHaveLength(2);
    for (const identity of [one, two]) {
      const age = new Decrypter();
      age.addIdentity(identity);
      expect(sha256Of(await age.decrypt(file))).toEqual(sha256Of(plain));
    }
  });

  test.each(SIZES)("%i bytes that age seals are opened by us", async (size) => {
    const identity = await generateX25519Identity();
    const plain = await bytesOf(size, size);
    const age = new Encrypter();
    age.addRecipient(toRecipientKey(identity) ?? "");
    const pieces = await openFile(await age.encrypt(plain), [identity]);
    expect(pieces && sha256Of(await collect(pieces))).toEqual(sha256Of(plain));
  });
});

type Vector = { name: string; expect: string; payload: string; identities: string[]; file: Buffer };

/** https://c2sp.org/CCTV/age: what our envelopes and payloads are about, without armor and passphrases. */
function readVector(name: string, raw: Uint8Array): Vector[] {
  const buffer = Buffer.from(raw);
  const cut = buffer.indexOf("\n\n");
  const pairs = buffer
    .subarray(0, cut)
    .toString()
    .split("\n")
    .map((line) => line.split(": ") as [string, string]);
  const all = (key: string) => pairs.filter(([k]) => k === key).map(([, value]) => value);
  const identities = all("identity");
  if (all("armored").length > 0 || all("passphrase").length > 0) return [];
  if (!identities.every((one) => one.startsWith("AGE-SECRET-KEY-1"))) return [];
  const body = buffer.subarray(cut + 2);
  const file = all("compressed").length > 0 ? inflateSync(body) : body;
  return [
    { name, expect: all("expect")[0] ?? "", payload: all("payload")[0] ?? "", identities, file },
  ];
}

const vectors = Object.entries(cctv).flatMap(([name, raw]) => readVector(name, raw));

describe("age's own test vectors", () => {
  test("are there", () => expect(vectors.length).toBeGreaterThan(50));

  test.each(vectors)("$name: $expect", async ({ expect: outcome, payload, identities, file }) => {
    const pieces = await openFile(file, identities);
    if (outcome !== "success" && outcome !== "payload failure") {
      expect(pieces).toBeUndefined();
      return;
    }
    if (pieces === undefined) throw new Error("the envelope did not open");
    const { bytes, error } = await collectUntilFault(pieces);
    if (outcome === "success") expect(error).toBeUndefined();
    else expect(error).toBeInstanceOf(SealedFault);
    // age's reference gives out a last chunk whose mark is wrong, and complains afterwards. We complain first.
    const rest = outcome === "success" ? [] : await heldBack(file, identities, bytes.length);
    const hashes = [bytes, Buffer.concat([bytes, Buffer.from(rest)])].map((one) => hexOf(one));
    expect(hashes).toContain(payload);
  });
});
