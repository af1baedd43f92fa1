import { createCipheriv, createDecipheriv } from "node:crypto";
import type { CipherOf } from "#core/sealed/cipher.ts";
import { TAG } from "#core/sealed/payload.ts";

const [NAME, OPTIONS] = ["chacha20-poly1305", { authTagLength: TAG }] as const;

/** OpenSSL's, six times as fast as script. */
export const nativeCipher: CipherOf = (key) => ({
  seal: (nonce, plain, into) => {
    const cipher = createCipheriv(NAME, key, nonce, OPTIONS);
    into.set(cipher.update(plain));
    cipher.final();
    into.set(cipher.getAuthTag(), plain.length);
  },
  open: (nonce, sealed, into) => {
    const decipher = createDecipheriv(NAME, key, nonce, OPTIONS);
    decipher.setAuthTag(sealed.subarray(-TAG));
    const plain = decipher.update(sealed.subarray(0, -TAG));
    try {
      decipher.final();
    } catch {
      return false;
    }
    into.set(plain);
    return true;
  },
});
