import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { basename, dirname } from "node:path";
import {
  type NoteSigner,
  type NoteVerifier,
  toKeyId,
  toVerifierKey,
  type VerifierKey,
} from "#core/ledger/note.ts";
import { sha256 } from "../hash/sha256.ts";
import { openOrCreateKeyFile } from "../keys/keyFile.ts";

/** The installation's Ed25519 key. Each log signs under its own name, its origin. */
export type LedgerKey = {
  readonly signer: (name: string) => NoteSigner;
  /** What others verify with: `<name>+<id>+<key>`. */
  readonly verifierKey: (name: string) => string;
};

export function toNoteVerifier({ name, id, publicKey }: VerifierKey): NoteVerifier {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return { name, id, verify: (message, signature) => verify(null, message, key, signature) };
}

function publicBytes(key: KeyObject): Uint8Array {
  const { x } = createPublicKey(key).export({ format: "jwk" });
  if (typeof x !== "string") throw new TypeError("The ledger key is not an Ed25519 key.");
  return Buffer.from(x, "base64url");
}

function toLedgerKey(key: KeyObject): LedgerKey {
  if (key.asymmetricKeyType !== "ed25519") {
    throw new TypeError("The ledger key is not an Ed25519 key.");
  }
  const publicKey = publicBytes(key);
  return {
    signer: (name) => ({
      name,
      id: toKeyId(sha256, name, publicKey),
      sign: (message) => sign(null, message, key),
    }),
    verifierKey: (name) => toVerifierKey({ name, id: toKeyId(sha256, name, publicKey), publicKey }),
  };
}

/** A key that nobody keeps. */
export const newLedgerKey = (): LedgerKey => toLedgerKey(generateKeyPairSync("ed25519").privateKey);

const makePem = async (): Promise<string> =>
  generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();

/** Reads the key (PEM, PKCS#8), after making it where there is none. Losing it means a new key for the same log. */
export const openLedgerKey = async (file: string): Promise<LedgerKey> =>
  toLedgerKey(createPrivateKey(await openOrCreateKeyFile(dirname(file), basename(file), makePem)));
