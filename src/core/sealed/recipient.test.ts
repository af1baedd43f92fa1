import { bech32 } from "@scure/base";
import { identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseIdentityFile, toIdentity, toIdentityFile, toRecipientKey } from "./identity.ts";
import {
  parseRecipient,
  parseRecipientFile,
  parseRecipientKey,
  toFingerprint,
} from "./recipient.ts";

const scalars = fc.uint8Array({ minLength: 32, maxLength: 32 });
const identity = toIdentity(new Uint8Array(32).fill(9));
const key = toRecipientKey(identity) ?? "";

test("an identity has the recipient that age gives it", async () => {
  await fc.assert(
    fc.asyncProperty(scalars, async (scalar) => {
      const made = toIdentity(scalar);
      return toRecipientKey(made) === (await identityToRecipient(made));
    }),
    { numRuns: 10 },
  );
});

test.each([
  ["nothing", ""],
  ["a private key", identity],
  ["a key in capitals", key.toUpperCase()],
  ["a key with a wrong letter", key.replace(/.$/, (last) => (last === "q" ? "p" : "q"))],
  ["a key of another kind", bech32.encodeFromBytes("age1tag", new Uint8Array(33))],
  ["a short key", bech32.encodeFromBytes("age", new Uint8Array(31).fill(3))],
  ["a point that everybody can open", bech32.encodeFromBytes("age", new Uint8Array(32))],
])("%s is no public key", (_, text) => expect(parseRecipientKey(text)).toBeUndefined());

test("a recipient has a name, which may hold blanks and an equals sign", () => {
  expect(parseRecipient(` Bureau A = B =${key} `)).toEqual({ name: "Bureau A = B", key });
  for (const text of [key, `=${key}`, ` =${key}`, "Bureau", `${"n".repeat(201)}=${key}`])
    expect(parseRecipient(text)).toBeUndefined();
});

test("a file of recipients is read to its end, and each faulty line is named", () => {
  const { recipients, problems } = parseRecipientFile(`# ours\n\nA=${key}\r\nB=age1x\nC=${key}\nD`);
  expect(recipients).toEqual([
    { name: "A", key },
    { name: "C", key },
  ]);
  expect(problems.map(({ pointer }) => pointer)).toEqual(["/line/4", "/line/6"]);
});

test("fingerprints are short, and differ with the key", () => {
  const of = (fill: number) => toFingerprint(new Uint8Array(32).fill(fill));
  expect(of(1)).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/);
  expect(of(1)).not.toBe(of(2));
});

test("a key file is read back, comments left out", () => {
  const text = toIdentityFile(identity, new Date(0));
  expect(text).toContain(`# public key: ${key}\n`);
  expect(parseIdentityFile(text.replaceAll("\n", "\r\n"))).toEqual([identity]);
});

test.each([
  ["nothing", ""],
  ["a comment", "# a"],
  ["a public key", key],
  ["more", `${identity}\nx`],
])("%s is no key file", (_, text) => expect(parseIdentityFile(text)).toBeUndefined());
