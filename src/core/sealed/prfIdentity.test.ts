import { hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { toIdentity, toRecipientKey } from "./identity.ts";
import { identityOfPrf, toPrfInput } from "./prfIdentity.ts";

const answer = new Uint8Array(32).fill(4);

test("a passkey's answer stands for one identity, which Node's own HKDF makes too", () => {
  const scalar = hkdfSync("sha256", answer, new Uint8Array(), "assay sealed identity 1", 32);
  expect(identityOfPrf(answer)).toBe(toIdentity(new Uint8Array(scalar)));
  expect(toRecipientKey(identityOfPrf(answer))).toMatch(/^age1/);
  expect(identityOfPrf(new Uint8Array(32).fill(5))).not.toBe(identityOfPrf(answer));
});

test("it is asked for something else at another host", () => {
  expect(toPrfInput("a.example")).toHaveLength(32);
  expect(toPrfInput("a.example")).toEqual(toPrfInput("a.example"));
  expect(toPrfInput("a.example")).not.toEqual(toPrfInput("b.example"));
});
