import { chacha20poly1305 } from "@noble/ciphers/chacha.js";

/** ChaCha20-Poly1305 (RFC 8439) under one key. Nonces have 12 bytes; what is sealed is 16 bytes longer. */
export type ChunkCipher = {
  /** `into` has just the room that is needed. */
  readonly seal: (nonce: Uint8Array, plain: Uint8Array, into: Uint8Array) => void;
  /** False, and nothing written, where the tag is not right. */
  readonly open: (nonce: Uint8Array, sealed: Uint8Array, into: Uint8Array) => boolean;
};

/** Made for a key of 32 bytes. Node's own is six times as fast as `scriptCipher`. */
export type CipherOf = (key: Uint8Array) => ChunkCipher;

/** In script alone, for browsers: WebCrypto has no ChaCha20. */
export const scriptCipher: CipherOf = (key) => ({
  seal: (nonce, plain, into) => void chacha20poly1305(key, nonce).encrypt(plain, into),
  open: (nonce, sealed, into) => {
    try {
      chacha20poly1305(key, nonce).decrypt(sealed, into);
      return true;
    } catch {
      return false;
    }
  },
});
