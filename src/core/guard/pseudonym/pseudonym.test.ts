import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindOf, PSEUDONYM, pseudonymOf, pseudonymsFor, sameValue } from "./pseudonym.ts";

const one = new Uint8Array(32).fill(1);
const other = new Uint8Array(32).fill(2);
const nobody = () => undefined;

describe("a pseudonym", () => {
  test("looks like [PERSON-7Q2F]", () => {
    const token = pseudonymOf(one, "PERSON", "Ada Lovelace", nobody);
    expect(token).toMatch(/^\[PERSON-[0-9A-HJKMNP-TV-Z]{4}\]$/);
    expect(token.match(PSEUDONYM)).toEqual([token]);
  });

  test("is the same for the same value in a case, however it is spelled, and another in another case", () => {
    const of = (key: Uint8Array, value: string) => pseudonymOf(key, "EMAIL", value, nobody);
    expect(of(one, "Ada@Example.org")).toBe(of(one, " ada@example.org"));
    expect(of(one, "ada@example.org")).not.toBe(of(other, "ada@example.org"));
    expect(of(one, "ada@example.org")).not.toBe(of(one, "bob@example.org"));
  });

  test("is nobody else's: whoever comes second gets more digits", () => {
    const holders = new Map<string, string>();
    const give = (value: string) => {
      const token = pseudonymOf(one, "PERSON", value, (taken) => holders.get(taken));
      holders.set(token, sameValue(value));
      return token;
    };
    const [first = ""] = pseudonymsFor(one, "PERSON", "Ada Lovelace");
    holders.set(first, "somebody else");
    const token = give("Ada Lovelace");
    expect(token.length).toBe(first.length + 1);
    expect(give("ada  lovelace")).toBe(token);
    const values = Array.from({ length: 3_000 }, (_, i) => `person ${i}`);
    expect(new Set(values.map(give)).size).toBe(values.length);
  });

  test("tells nothing of the value without the key", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (value, key) => {
          const token = pseudonymOf(key, "PERSON", value, nobody);
          expect(token).toHaveLength("[PERSON-7Q2F]".length);
        },
      ),
    );
  });
});

test.each([
  ["person.name", "PERSON"],
  ["person.email", "EMAIL"],
  ["person.phone", "PHONE"],
  ["person", "PERSON"],
  ["secret.aws-key", undefined],
  ["embargo.key", undefined],
])("what is found as %s stands as %s", (type, kind) => {
  expect(kindOf(type)).toBe(kind);
});
