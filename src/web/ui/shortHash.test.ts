import { expect, test } from "vitest";
import { shortHash } from "./shortHash.ts";

test.each([
  ["sha256:5f3e0c112b91", "5f3e…91"],
  ["5f3e0c112b91", "5f3e…91"],
  ["5f3e0c11", "5f3e0c11"],
])("%s is short where there are many of them: %s", (hash, says) => {
  expect(shortHash(hash)).toBe(says);
});
