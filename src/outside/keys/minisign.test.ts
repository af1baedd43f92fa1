import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { minisignSigner, openOrCreateMinisignKey, verifyMinisign } from "./minisign.ts";

const folder = mkdtempSync(join(tmpdir(), "assay-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Made by minisign itself; the vectors of the Rust crate minisign-verify (MIT). */
const PUBLIC_KEY = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
const HASHED = `untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1556193335\tfile:test
y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==
`;
const PLAIN = `untrusted comment: signature from minisign secret key
RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=
trusted comment: timestamp:1555779966\tfile:test
QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==
`;

const bytes = (text: string) => Buffer.from(text);

describe("minisign", () => {
  test("signatures that minisign made verify", () => {
    expect(verifyMinisign(bytes("test"), HASHED, PUBLIC_KEY)).toBe(true);
    expect(verifyMinisign(bytes("test"), PLAIN, PUBLIC_KEY)).toBe(true);
  });

  test("not over another file, not with another trusted comment, not by another key", () => {
    const other = minisignSigner(generateKeyPairSync("ed25519").privateKey);
    expect(verifyMinisign(bytes("Test"), HASHED, PUBLIC_KEY)).toBe(false);
    expect(
      verifyMinisign(bytes("test"), HASHED.replace("file:test", "file:rest"), PUBLIC_KEY),
    ).toBe(false);
    expect(verifyMinisign(bytes("test"), HASHED, other.publicKey)).toBe(false);
    expect(verifyMinisign(bytes("test"), "", PUBLIC_KEY)).toBe(false);
  });

  test("our signatures verify, and no changed byte of the file does", () => {
    const signer = minisignSigner(generateKeyPairSync("ed25519").privateKey);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (file, at, flip) => {
          const signature = signer.sign(file, "file:x");
          expect(verifyMinisign(file, signature, signer.publicKey)).toBe(true);
          const damaged = file.slice();
          damaged[at % file.length] = (file[at % file.length] ?? 0) ^ flip;
          expect(verifyMinisign(damaged, signature, signer.publicKey)).toBe(false);
        },
      ),
    );
  });

  test("public key and signature have the form minisign reads", () => {
    const { publicKey, sign } = minisignSigner(generateKeyPairSync("ed25519").privateKey);
    expect(publicKey).toMatch(
      /^untrusted comment: minisign public key [0-9A-F]{16}\nRW[A-Za-z0-9+/]{54}\n$/,
    );
    expect(sign(bytes("x"), "file:x")).toMatch(
      /^untrusted comment: .+\nRU[A-Za-z0-9+/]{97}=\ntrusted comment: file:x\n[A-Za-z0-9+/]{86}==\n$/,
    );
  });

  test("the key is made once, whoever starts first, and only its owner may read it", async () => {
    const signers = await Promise.all(
      Array.from({ length: 8 }, () => openOrCreateMinisignKey(folder)),
    );
    expect(new Set(signers.map(({ publicKey }) => publicKey)).size).toBe(1);
    expect(readdirSync(folder)).toEqual(["minisign.key.pem"]);
    expect(statSync(join(folder, "minisign.key.pem")).mode & 0o777).toBe(0o600);
  });
});
