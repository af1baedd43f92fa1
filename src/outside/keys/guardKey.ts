import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { openOrCreateKeyFile } from "./keyFile.ts";

/** What the guard needs secrets for, each derived from one key of the installation for one desk. */
export type GuardKey = {
  /** Of terms and names that are kept as hashes. Given to those who hash on their own machine. */
  readonly salt: (deskId: string) => string;
  /** Of the HMACs in records. */
  readonly auditKey: (deskId: string) => Uint8Array;
  /** Of the pseudonyms of one case. */
  readonly caseKey: (deskId: string, caseId: string) => Uint8Array;
  /** AES-256-GCM. `about` is bound to it: a ciphertext put in another place does not open. */
  readonly seal: (deskId: string, about: string, text: string) => Uint8Array;
  /** Throws where it was sealed about something else, or changed. */
  readonly open: (deskId: string, about: string, sealed: Uint8Array) => string;
  /** A new key of a subject, encrypted under the installation's. */
  readonly newSubjectKey: (deskId: string, subjectId: string) => Uint8Array;
  readonly sealFor: (deskId: string, subject: SubjectKey, text: string) => Uint8Array;
  readonly openFor: (deskId: string, subject: SubjectKey, sealed: Uint8Array) => string;
};

/** Once `key` is destroyed, what was sealed for the subject is noise. */
export type SubjectKey = { readonly id: string; readonly key: Uint8Array };

const NONCE = 12;
const TAG = 16;

function encrypt(key: Uint8Array, about: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, about: string, sealed: Uint8Array): Uint8Array {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE))
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
}

function toGuardKey(master: Uint8Array): GuardKey {
  const derive = (...names: readonly string[]): Buffer =>
    createHmac("sha256", master).update(JSON.stringify(names)).digest();
  const unwrap = (deskId: string, { id, key }: SubjectKey): Uint8Array =>
    decrypt(derive("wrap", deskId), id, key);
  return {
    salt: (deskId) => derive("salt", deskId).toString("hex"),
    auditKey: (deskId) => derive("audit", deskId),
    caseKey: (deskId, caseId) => derive("case", deskId, caseId),
    seal: (deskId, about, text) => encrypt(derive("seal", deskId), about, Buffer.from(text)),
    open: (deskId, about, sealed) =>
      Buffer.from(decrypt(derive("seal", deskId), about, sealed)).toString(),
    newSubjectKey: (deskId, subjectId) =>
      encrypt(derive("wrap", deskId), subjectId, randomBytes(32)),
    sealFor: (deskId, subject, text) =>
      encrypt(unwrap(deskId, subject), subject.id, Buffer.from(text)),
    openFor: (deskId, subject, sealed) =>
      Buffer.from(decrypt(unwrap(deskId, subject), subject.id, sealed)).toString(),
  };
}

/** A key that nobody keeps. */
export const newGuardKey = (): GuardKey => toGuardKey(randomBytes(32));

const HEX = /^[0-9a-f]{64}\s*$/;

/** Reads the key (64 hexadecimal digits), after making it where there is none. Without it nothing that was sealed opens again. */
export async function openGuardKey(folder: string): Promise<GuardKey> {
  const text = await openOrCreateKeyFile(
    folder,
    "guard.key",
    async () => `${randomBytes(32).toString("hex")}\n`,
  );
  if (!HEX.test(text))
    throw new Error(
      `The file guard.key in ${folder} holds no key: 64 hexadecimal digits are expected.`,
    );
  return toGuardKey(Buffer.from(text.trim(), "hex"));
}
