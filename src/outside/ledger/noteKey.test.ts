import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLedgerKey } from "./noteKey.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "assay-key-"));
});
afterAll(() => rmSync(root, { recursive: true }));

test("processes that start together make one ledger key, which only its owner can read", async () => {
  const file = join(root, "keys", "ledger.pem");
  const keys = await Promise.all(Array.from({ length: 5 }, () => openLedgerKey(file)));
  const again = await openLedgerKey(file);
  expect(new Set([...keys, again].map((key) => key.verifierKey("desk"))).size).toBe(1);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(root, "keys"))).toEqual(["ledger.pem"]);
});

test("a key of another kind is refused", async () => {
  const file = join(root, "rsa.pem");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }));
  await expect(openLedgerKey(file)).rejects.toThrow("not an Ed25519 key");
});
