import fc from "fast-check";
import { expect, test } from "vitest";
import { scriptCipher } from "#core/sealed/cipher.ts";
import { nativeCipher } from "./nativeCipher.ts";

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const cases = fc.record({
  key: bytes(32),
  nonce: bytes(12),
  plain: fc.uint8Array({ maxLength: 200 }),
});

test("what one cipher seals the other opens, and a flipped bit neither does", () => {
  const pairs = [
    [nativeCipher, scriptCipher],
    [scriptCipher, nativeCipher],
  ] as const;
  fc.assert(
    fc.property(cases, fc.nat(), ({ key, nonce, plain }, bit) => {
      for (const [one, other] of pairs) {
        const sealed = new Uint8Array(plain.length + 16);
        one(key).seal(nonce, plain, sealed);
        const opened = new Uint8Array(plain.length);
        expect(other(key).open(nonce, sealed, opened)).toBe(true);
        expect(opened).toEqual(plain);
        const at = bit % (sealed.length * 8);
        sealed[at >> 3] = (sealed[at >> 3] ?? 0) ^ (1 << (at & 7));
        const untouched = new Uint8Array(plain.length).fill(9);
        expect(other(key).open(nonce, sealed, untouched)).toBe(false);
        expect(untouched.every((byte) => byte === 9)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
