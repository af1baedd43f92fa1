import {
  createMessage,
  generateKey,
  type PrivateKey,
  readPrivateKey,
  sign,
  type UserID,
} from "openpgp";
import { openOrCreateKeyFile } from "./keyFile.ts";

/** Signs CSAF documents. `publicKey` is armored; `fingerprint` 40 upper-case hex digits. */
export type OpenPgpSigner = {
  readonly fingerprint: string;
  readonly publicKey: string;
  /** A detached, armored signature (`.asc`). */
  readonly sign: (bytes: Uint8Array) => Promise<string>;
};

const FILE = "openpgp.key.asc";

/**
 * The installation's OpenPGP signing key, made at the first start. Ed25519 in the form of RFC 4880bis (`ed25519Legacy`):
 * GnuPG 2.2, which most mirrors of advisories run, refuses the newer one.
 */
export async function openOrCreateSigningKey(
  folder: string,
  owner: UserID,
): Promise<OpenPgpSigner> {
  const armored = await openOrCreateKeyFile(folder, FILE, () => makeKey(owner));
  const key = await readPrivateKey({ armoredKey: armored });
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    publicKey: key.toPublic().armor(),
    sign: (bytes) => signDetached(key, bytes),
  };
}

async function makeKey(owner: UserID): Promise<string> {
  const { privateKey } = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [owner],
    subkeys: [],
    format: "armored",
  });
  return privateKey;
}

const signDetached = async (key: PrivateKey, bytes: Uint8Array): Promise<string> =>
  sign({
    message: await createMessage({ binary: bytes }),
    signingKeys: key,
    detached: true,
    format: "armored",
  });
