import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, equalBytes, fromUtf8, utf8 } from "../bytes.ts";
import {
  ENVELOPE_LIMIT,
  envelopeLength,
  isRewrap,
  openEnvelope,
  readEnvelope,
  toEnvelope,
  wrapFileKey,
} from "./envelope.ts";
import { toIdentity, toRecipientKey } from "./identity.ts";
import { parseRecipientKey } from "./recipient.ts";

const fill = (n: number, size = 32) => new Uint8Array(size).fill(n);
const [fileKey, nonce] = [fill(1, 16), fill(2, 16)];
const people = [3, 4, 5].map((n) => {
  const identity = toIdentity(fill(n));
  const key = parseRecipientKey(toRecipientKey(identity) ?? "") ?? fill(0);
  return { identity, stanza: wrapFileKey(fileKey, key, fill(100 + n)) };
});
const [a, b, c] = people as [Person, Person, Person];
type Person = (typeof people)[number];
const envelopeFor = (...some: readonly Person[]) =>
  toEnvelope({ stanzas: some.map(({ stanza }) => stanza), nonce }, fileKey);
const opens = async (envelope: Uint8Array, { identity }: Person) =>
  (await openEnvelope(envelope, [identity])) !== undefined;

test("each recipient, and nobody else, gets the file key", async () => {
  const envelope = envelopeFor(a, b);
  expect(await openEnvelope(envelope, [a.identity])).toEqual(fileKey);
  expect(await openEnvelope(envelope, [c.identity, b.identity])).toEqual(fileKey);
  expect(await openEnvelope(envelope, [c.identity])).toBeUndefined();
  expect(await openEnvelope(envelope, [])).toBeUndefined();
  expect(await openEnvelope(envelope, ["nonsense"])).toBeUndefined();
});

test("a recipient is added behind the stanzas that are there, without knowing whose they are", async () => {
  const before = readEnvelope(envelopeFor(a, b));
  if (!before) throw new Error("unread");
  const after = toEnvelope({ ...before, stanzas: [...before.stanzas, c.stanza] }, fileKey);
  expect(await Promise.all(people.map((one) => opens(after, one)))).toEqual([true, true, true]);
  expect(isRewrap(before, readEnvelope(after) ?? { stanzas: [], nonce: fill(0, 16) })).toBe(true);
  expect(isRewrap(before, { ...before, nonce: fill(9, 16) })).toBe(false);
});

test("a recipient who is left out opens the new envelope no more", async () => {
  expect(await opens(envelopeFor(b), a)).toBe(false);
  expect(await opens(envelopeFor(b), b)).toBe(true);
});

test("without the file key nobody changes an envelope unnoticed", async () => {
  const text = fromUtf8(envelopeFor(a, b).slice(0, -16)) ?? "";
  const swapped = text.replace(a.stanza + b.stanza, b.stanza + a.stanza);
  const dropped = text.replace(b.stanza, "");
  for (const changed of [swapped, dropped]) {
    expect(changed).not.toBe(text);
    expect(await opens(concatBytes(utf8(changed), nonce), a)).toBe(false);
  }
});

test("an envelope is read as it was written, and nothing else is read", () => {
  const envelope = envelopeFor(a, b, c);
  expect(readEnvelope(envelope)).toEqual({ stanzas: people.map(({ stanza }) => stanza), nonce });
  expect(envelopeLength(concatBytes(envelope, fill(45, 1000)))).toBe(envelope.length);
  const other = concatBytes(
    utf8(`age-encryption.org/v1\n-> scrypt AAAA 18\n${"A".repeat(43)}\n--- ${"A".repeat(43)}\n`),
    nonce,
  );
  expect(readEnvelope(other)).toBeUndefined();
  for (const length of [0, 16, 40, envelope.length - 1])
    expect(readEnvelope(envelope.subarray(0, length))).toBeUndefined();
  expect(readEnvelope(new Uint8Array(ENVELOPE_LIMIT + 1))).toBeUndefined();
});

test("no bytes make it throw", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.tuple(fc.nat(envelopeFor(a).length - 1), fc.nat(255)).map(([at, value]) => {
      const envelope = envelopeFor(a);
      envelope[at] = value;
      return envelope;
    }),
  );
  fc.assert(
    fc.property(bytes, (some) => {
      const read = readEnvelope(some);
      return read === undefined || equalBytes(read.nonce, some.slice(-16));
    }),
    { numRuns: 100 },
  );
});
