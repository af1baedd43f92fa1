import { describe, expect, test } from "vitest";
import { PAIR_CHECKS } from "./pairCheck.ts";

const isSecret = (name: string, found: string) =>
  PAIR_CHECKS["named-value"]({ found, match: `${name}${found}`, before: name, after: "" });

describe("a value beside a secret's name", () => {
  test.each([
    ["<password>", "whitepaper"],
    ['name="dbPassword" value="', "Summer2023"],
    ["<apiToken>", "q7Zc4KmW9tRxB2vLp8NsYd3H"],
  ])("is a secret: %s%s", (name, found) => {
    expect(isSecret(name, found)).toBe(true);
  });
  test.each([
    ["<password>", "string"],
    ["<password>", "{{ password }}"],
    ["<nextToken>", "release-notes-writer"],
    ["<token>", "whitepaper"],
  ])("is none: %s%s", (name, found) => {
    expect(isSecret(name, found)).toBe(false);
  });
});
