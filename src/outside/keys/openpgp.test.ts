import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMessage, readKey, readSignature, verify } from "openpgp";
import { afterAll, describe, expect, test } from "vitest";
import { openOrCreateSigningKey } from "./openpgp.ts";

const folder = mkdtempSync(join(tmpdir(), "assay-gpg-"));
const home = join(folder, "gnupg");
afterAll(() => {
  if (hasGpg) run("gpgconf", "--kill", "all");
  rmSync(folder, { recursive: true, force: true });
});

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { env: { ...process.env, GNUPGHOME: home }, stdio: "pipe" });

function isThere(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const hasGpg = isThere("gpg");

const document = Buffer.from(JSON.stringify({ document: { title: "naïve 🦊" } }, null, 2));
const owner = { name: "Lakeside Coordination", email: "desk@lakeside.example" };

/** GnuPG where it is installed, and always OpenPGP.js: true when the signature is good. */
const verifiers: [
  name: string,
  verifies: (bytes: Uint8Array, signature: string, key: string) => Promise<boolean>,
][] = [
  [
    "OpenPGP.js",
    async (bytes, signature, key) => {
      const { signatures } = await verify({
        message: await createMessage({ binary: bytes }),
        signature: await readSignature({ armoredSignature: signature }),
        verificationKeys: await readKey({ armoredKey: key }),
      });
      return signatures[0]?.verified.catch(() => false) ?? false;
    },
  ],
];
if (hasGpg)
  verifiers.push([
    "GnuPG",
    async (bytes, signature, key) => {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, "key.asc"), key);
      writeFileSync(join(folder, "document.json"), bytes);
      writeFileSync(join(folder, "document.json.asc"), signature);
      run("gpg", "--batch", "--import", join(folder, "key.asc"));
      try {
        run(
          "gpg",
          "--batch",
          "--verify",
          join(folder, "document.json.asc"),
          join(folder, "document.json"),
        );
        return true;
      } catch {
        return false;
      }
    },
  ]);

describe("the OpenPGP signature of an advisory", () => {
  test.each(verifiers)("is good for %s, and bad with one flipped bit", async (_, verifies) => {
    const signer = await openOrCreateSigningKey(join(folder, "keys"), owner);
    const signature = await signer.sign(document);
    expect(signature).toContain("-----BEGIN PGP SIGNATURE-----");
    expect(await verifies(document, signature, signer.publicKey)).toBe(true);
    const flipped = Uint8Array.from(document);
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    expect(await verifies(flipped, signature, signer.publicKey)).toBe(false);
  });

  test("is by a key that is made once and that only its owner may read", async () => {
    const keys = join(folder, "keys");
    const [first, second] = await Promise.all([
      openOrCreateSigningKey(keys, owner),
      openOrCreateSigningKey(keys, owner),
    ]);
    expect(first.fingerprint).toMatch(/^[0-9A-F]{40}$/);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(first.publicKey).not.toContain("PRIVATE");
    expect(statSync(join(keys, "openpgp.key.asc")).mode & 0o777).toBe(0o600);
    expect(statSync(keys).mode & 0o777).toBe(0o700);
  });
});
