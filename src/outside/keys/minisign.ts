import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { openOrCreateKeyFile } from "./keyFile.ts";

/**
 * minisign signatures (https://jedisct1.github.io/minisign/): Ed25519 over the BLAKE2b-512 of the file, and a second
 * one over that and the trusted comment. `publicKey` is the text of a `.pub` file.
 */
export type MinisignSigner = {
  readonly publicKey: string;
  /** The text of a `.minisig` file; the trusted comment is one line. */
  readonly sign: (bytes: Uint8Array, trustedComment: string) => string;
};

const FILE = "minisign.key.pem";
const PLAIN = "Ed";
const HASHED = "ED";
const KEY_ID_BYTES = 8;

/** The installation's minisign key, made at the first start. */
export async function openOrCreateMinisignKey(folder: string): Promise<MinisignSigner> {
  const pem = await openOrCreateKeyFile(folder, FILE, async () =>
    generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  );
  return minisignSigner(createPrivateKey(pem));
}

export function minisignSigner(key: KeyObject): MinisignSigner {
  const raw = rawPublicKey(key);
  const id = createHash("blake2b512").update(raw).digest().subarray(0, KEY_ID_BYTES);
  const publicKey = Buffer.concat([Buffer.from(PLAIN), id, raw]).toString("base64");
  return {
    publicKey: `untrusted comment: minisign public key ${idText(id)}\n${publicKey}\n`,
    sign: (bytes, trustedComment) => {
      const signature = sign(null, hash(bytes), key);
      const whole = sign(null, Buffer.concat([signature, Buffer.from(trustedComment)]), key);
      return [
        `untrusted comment: signature by key ${idText(id)}`,
        Buffer.concat([Buffer.from(HASHED), id, signature]).toString("base64"),
        `trusted comment: ${trustedComment}`,
        whole.toString("base64"),
        "",
      ].join("\n");
    },
  };
}

/** True where the signature is by this key over these bytes, and its trusted comment is the signer's. */
export function verifyMinisign(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  const [, signatureLine = "", trustedLine = "", globalLine = ""] = signature.split("\n");
  const made = Buffer.from(signatureLine, "base64");
  const owner = Buffer.from(publicKey.trim().split("\n").at(-1) ?? "", "base64");
  const algorithm = made.subarray(0, 2).toString("latin1");
  const isKnown = algorithm === PLAIN || algorithm === HASHED;
  if (!isKnown || made.length !== 74 || owner.length !== 42) return false;
  if (!made.subarray(2, 10).equals(owner.subarray(2, 10))) return false;
  const key = publicKeyOf(owner.subarray(10));
  const content = made.subarray(10);
  const comment = Buffer.from(trustedLine.replace(/^trusted comment: /, ""));
  return (
    verify(null, algorithm === HASHED ? hash(bytes) : bytes, key, content) &&
    verify(null, Buffer.concat([content, comment]), key, Buffer.from(globalLine, "base64"))
  );
}

const hash = (bytes: Uint8Array): Buffer => createHash("blake2b512").update(bytes).digest();

/** minisign prints the key id as a little-endian number. */
const idText = (id: Uint8Array): string => Buffer.from(id).reverse().toString("hex").toUpperCase();

const rawPublicKey = (key: KeyObject): Buffer =>
  Buffer.from(createPublicKey(key).export({ format: "jwk" }).x ?? "", "base64url");

const publicKeyOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") },
    format: "jwk",
  });
