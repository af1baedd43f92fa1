import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "../bytes.ts";
import { toIdentity } from "./identity.ts";

const PURPOSE = "assay sealed identity 1";

/**
 * What a passkey is asked for (WebAuthn's `prf` extension): the same for each visit to the same host, and for nothing else that
 * anybody asks a passkey for. The passkey's own secret, and the host that it belongs to, are in the answer anyway.
 */
export const toPrfInput = (host: string): Uint8Array => sha256(utf8(`${PURPOSE} ${host}`));

/** The identity that stands for the passkey's answer of 32 bytes: the same answer, the same identity, stored nowhere. */
export const identityOfPrf = (answer: Uint8Array): string =>
  toIdentity(hkdf(sha256, answer, undefined, utf8(PURPOSE), 32));
