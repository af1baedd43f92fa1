import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseSigningKey } from "#core/review/signingKey.ts";
import type { TermsSignature, TermsVersion } from "#core/review/terms.ts";
import { toTermsChallenge, toTermsHash, toTermsMessage } from "#core/review/termsHash.ts";
import { newAuthenticator } from "../../testing/authenticator.ts";
import { SOME_TERMS } from "../../testing/reviewTerms.ts";
import { verifyRegistration } from "../access/webauthn.ts";
import { takeAssertion } from "./termsAssertion.ts";
import { verifyTerms, verifyTermsProof } from "./verifySignature.ts";

const SITE = { name: "Desk", origin: "https://assay.example.org", rpId: "assay.example.org" };
const REVIEW = "5b6d1ad5-8f3a-4a53-9d32-0f6d6d1f1c11";
const HASH = toTermsHash(REVIEW, 1, SOME_TERMS);
const OTHER = toTermsHash(REVIEW, 2, SOME_TERMS);

function newSigner() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" }) as { x?: string };
  const key = Buffer.from(x, "base64url").toString("hex");
  const signBytes = (bytes: Uint8Array) => sign(null, bytes, privateKey).toString("hex");
  return { key, signBytes };
}

const byKey = (hash: string, signer = newSigner()) =>
  ({
    method: "ed25519",
    proof: {
      keyId: "k1",
      publicKey: signer.key,
      signature: signer.signBytes(toTermsMessage(hash)),
    },
  }) as const;

type Ceremony = Parameters<ReturnType<typeof newAuthenticator>["get"]>[0];

async function enrolled(origin = SITE) {
  const device = newAuthenticator();
  const created = device.create({ challenge: "enrol", origin: origin.origin, rpId: origin.rpId });
  const passkey = await verifyRegistration(origin, "enrol", created);
  if (!passkey) throw new Error("no passkey");
  const answer = (more: Partial<Ceremony> = {}) =>
    device.get({
      challenge: toTermsChallenge(HASH),
      origin: origin.origin,
      rpId: origin.rpId,
      ...more,
    });
  return { passkey, answer };
}

async function byPasskey() {
  const { passkey, answer } = await enrolled();
  const taken = await takeAssertion(SITE, HASH, passkey, answer());
  if (!taken.ok) throw new Error(taken.why);
  return { method: "webauthn", proof: taken.proof } as const;
}

/** The text with one letter or digit exchanged. */
function flipped(text: string, at: number): string {
  const was = text[at] ?? "";
  return `${text.slice(0, at)}${was === "a" ? "b" : "a"}${text.slice(at + 1)}`;
}

describe("an Ed25519 signature of terms", () => {
  test("holds by the key alone", async () => {
    expect(await verifyTermsProof(HASH, byKey(HASH))).toEqual({ ok: true });
  });
  test("holds for no other terms, version or review", async () => {
    expect(await verifyTermsProof(OTHER, byKey(HASH))).toMatchObject({ ok: false });
  });
  test("is none when it signs the bare hash, or the hash for another purpose", async () => {
    const signer = newSigner();
    for (const said of [HASH, `assay terms v2\n${HASH}\n`, `assay terms v1\n${HASH}`]) {
      const { method, proof } = byKey(HASH, signer);
      const signature = signer.signBytes(Buffer.from(said));
      expect(
        await verifyTermsProof(HASH, { method, proof: { ...proof, signature } }),
      ).toMatchObject({
        ok: false,
      });
    }
  });
  test("with any digit of key or signature changed does not hold", async () => {
    const { method, proof } = byKey(HASH);
    for (const name of ["publicKey", "signature"] as const)
      for (let at = 0; at < proof[name].length; at++) {
        const changed = { ...proof, [name]: flipped(proof[name], at) };
        expect((await verifyTermsProof(HASH, { method, proof: changed })).ok).toBe(false);
      }
  });
  test("under a key that fits every message is not taken", async () => {
    const identity = `01${"00".repeat(31)}`;
    const forged = { keyId: "k", publicKey: identity, signature: `${identity}${"00".repeat(32)}` };
    expect(await verifyTermsProof(HASH, { method: "ed25519", proof: forged })).toMatchObject({
      ok: false,
      why: "The public key is not an Ed25519 key.",
    });
    for (const low of [identity, "00".repeat(32), `ecff${"ff".repeat(29)}7f`, "zz", ""])
      expect(parseSigningKey(low)).toBeUndefined();
    const { key } = newSigner();
    expect(parseSigningKey(` ${key.toUpperCase()}\n`)).toBe(key);
  });
});

describe("a passkey's assertion over terms", () => {
  test("is taken by the site it was given to, and holds afterwards without it", async () => {
    expect(await verifyTermsProof(HASH, await byPasskey())).toEqual({ ok: true });
  });
  test("holds for no other terms", async () => {
    expect(await verifyTermsProof(OTHER, await byPasskey())).toMatchObject({ ok: false });
  });

  test.each<[string, Partial<Ceremony>]>([
    ["for other terms", { challenge: toTermsChallenge(OTHER) }],
    ["by a person who was not verified", { flags: 0x01 }],
    ["by nobody", { flags: 0x00 }],
    ["on another page", { origin: "https://assay.example.org.evil.example" }],
    ["for another site", { rpId: "evil.example" }],
    ["as a registration", { type: "webauthn.create" }],
  ])("given %s is not taken", async (_, more) => {
    const { passkey, answer } = await enrolled();
    expect(await takeAssertion(SITE, HASH, passkey, answer(more))).toMatchObject({ ok: false });
  });

  test("by another passkey, or by one that may be a copy, is not taken", async () => {
    const [one, two] = [await enrolled(), await enrolled()];
    expect(await takeAssertion(SITE, HASH, one.passkey, two.answer())).toMatchObject({ ok: false });
    const posing = { ...two.answer(), id: one.passkey.id, rawId: one.passkey.id };
    expect(await takeAssertion(SITE, HASH, one.passkey, posing)).toMatchObject({ ok: false });
    const ahead = { ...one.passkey, counter: 7 };
    expect(await takeAssertion(SITE, HASH, ahead, one.answer({ counter: 7 }))).toMatchObject({
      ok: false,
    });
    expect(await takeAssertion(SITE, HASH, ahead, one.answer({ counter: 8 }))).toMatchObject({
      ok: true,
      counter: 8,
    });
  });

  test.each([[null], [{}], ["x"], [{ id: "a", response: 1 }], [{ response: {} }]])(
    "that is none (%j) is not taken",
    async (response) => {
      const { passkey } = await enrolled();
      expect(await takeAssertion(SITE, HASH, passkey, response)).toMatchObject({ ok: false });
    },
  );

  test("with any letter of the stored proof changed does not hold", async () => {
    const { method, proof } = await byPasskey();
    const missed: string[] = [];
    for (const name of ["signature", "clientData", "authenticatorData", "publicKey"] as const) {
      const text = proof[name] ?? "";
      // The last letter of base64url may carry bits that mean nothing.
      for (let at = 0; at < text.length - 1; at += 3) {
        const changed = { ...proof, [name]: flipped(text, at) };
        if ((await verifyTermsProof(HASH, { method, proof: changed })).ok)
          missed.push(`${name} ${at}`);
      }
    }
    expect(missed).toEqual([]);
  });

  test("asked from a page of a domain that the passkey does not belong to does not hold", async () => {
    const { passkey, answer } = await enrolled();
    const { response } = answer({ origin: "https://other.example" });
    const proof = {
      keyId: passkey.id,
      publicKey: Buffer.from(passkey.publicKey).toString("hex"),
      signature: response.signature,
      clientData: response.clientDataJSON,
      authenticatorData: response.authenticatorData,
    };
    expect(await verifyTermsProof(HASH, { method: "webauthn", proof })).toEqual({
      ok: false,
      why: "The passkey belongs to another site than the page that asked.",
    });
  });
});

describe("a version of terms, as stored", () => {
  const stored = async (): Promise<TermsVersion> => {
    const signed = (side: "lab" | "agency", one: Pick<TermsSignature, "method" | "proof">) => ({
      side,
      partyId: "p",
      personId: "q",
      name: side,
      at: "2026-09-05T10:00:00.000Z",
      ...one,
    });
    return {
      version: 1,
      hash: HASH,
      terms: SOME_TERMS,
      proposedBy: "E. Voss",
      at: "2026-09-05T09:00:00.000Z",
      signatures: [signed("lab", byKey(HASH)), signed("agency", await byPasskey())],
    };
  };

  test("holds with both signatures", async () => {
    expect(await verifyTerms(REVIEW, await stored())).toEqual({ ok: true });
  });
  test("does not hold when a term was changed, or the hash with it, or one signature", async () => {
    const version = await stored();
    const terms = { ...SOME_TERMS, labLogs: false };
    expect(await verifyTerms(REVIEW, { ...version, terms })).toMatchObject({ ok: false });
    const hash = toTermsHash(REVIEW, 1, terms);
    expect(await verifyTerms(REVIEW, { ...version, terms, hash })).toMatchObject({ ok: false });
    const [lab, agency] = version.signatures;
    if (!lab || !agency) throw new Error("no signatures");
    const other = {
      ...agency,
      proof: { ...agency.proof, signature: flipped(agency.proof.signature, 9) },
    };
    expect(await verifyTerms(REVIEW, { ...version, signatures: [lab, other] })).toMatchObject({
      ok: false,
      why: expect.stringContaining("Signature of agency"),
    });
    expect(await verifyTerms(REVIEW.replace("5", "6"), version)).toMatchObject({ ok: false });
  });
});
