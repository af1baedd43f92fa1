import type { KeyObject } from "node:crypto";
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify,
} from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import {
  type NoteSigner,
  type NoteVerifier,
  toKeyId,
  toVerifierKey,
  type VerifierKey,
} from "#core/ledger/note.ts";
import { sha256 } from "./sha256.ts";

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

/** Whole or not at all, and never over an existing one: two processes that start together end with one key. */
async function writeOnce(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(draft);
}

/** Reads the key (PEM, PKCS#8), after making it where there is none. Losing it means a new key for the same log. */
export async function openLedgerKey(file: string): Promise<LedgerKey> {
  const read = () => readFile(file, "utf8");
  const pem = await read().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    const { privateKey } = generateKeyPairSync("ed25519");
    await writeOnce(file, privateKey.export({ format: "pem", type: "pkcs8" }).toString());
    return await read();
  });
  return toLedgerKey(createPrivateKey(pem));
}
