import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIdentity, toRecipientKey } from "#core/sealed/identity.ts";
import { publicFingerprint, publicKeyFault } from "./publicKey.ts";

const scalar = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

describe("a public key that is typed in", () => {
  test("each key of either kind has a fingerprint of five groups, and no fault", () => {
    fc.assert(
      fc.property(scalar, (bytes) => {
        const keys = [
          ["seal", toRecipientKey(toIdentity(bytes)) ?? ""],
          ["sign", hex(bytes)],
        ] as const;
        for (const [purpose, key] of keys) {
          expect(publicFingerprint(purpose, key)).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/);
          expect(publicKeyFault(purpose, key)).toBeUndefined();
        }
      }),
      { numRuns: 50 },
    );
  });

  test("a private key is named as one, for whatever purpose", () => {
    fc.assert(
      fc.property(scalar, fc.constantFrom("seal" as const, "sign" as const), (bytes, purpose) => {
        expect(publicKeyFault(purpose, toIdentity(bytes))).toMatch(/^This is a private key/);
        expect(publicFingerprint(purpose, toIdentity(bytes))).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test("a key for the other purpose, and any other text, is no key", () => {
    const age = toRecipientKey(toIdentity(new Uint8Array(32).fill(7))) ?? "";
    expect(publicKeyFault("sign", age)).toMatch(/64 hexadecimal digits/);
    expect(publicKeyFault("seal", "00".repeat(32))).toMatch(/begins with age1/);
    expect(publicKeyFault("sign", "AB".repeat(32))).toMatch(/small letters/);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(publicKeyFault("seal", text)).toBeDefined();
        expect(publicKeyFault("sign", text)).toBeDefined();
      }),
    );
  });
});
