import { describe, expect, it } from "vitest";
import { isDigest } from "./digest.ts";

const sum = "3f9a0c27b1".repeat(4);

describe("sums of what anybody may have", () => {
  it.each([
    '"/src/secretStore.ts": "',
    "  token.py: ",
    "cache_key: ",
    "max_tokens=",
    '"primaryKey": "',
  ])("are no secret behind %s", (before) => {
    expect(isDigest(sum, before)).toBe(true);
  });

  it.each(["api_key: ", 'app.secret: "', "token = ", "see secretStore.ts, key: "])(
    "may be one behind %s",
    (before) => {
      expect(isDigest(sum, before)).toBe(false);
    },
  );

  it("are hexadecimal", () => {
    expect(isDigest("zq9Lm2Xw7Tr4Vb8Nc3", "cache_key: ")).toBe(false);
  });
});
