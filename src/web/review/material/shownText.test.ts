import { describe, expect, test } from "vitest";
import { asText, isShowable } from "./shownText.ts";

describe("what is shown in the page", () => {
  test.each([
    ["card.md", "application/octet-stream", 1_000, true],
    ["prompts.jsonl", "application/octet-stream", 1_000, true],
    ["notes", "text/plain", 0, true],
    ["report", "application/vnd.api+json", 5, true],
    ["weights.safetensors", "application/octet-stream", 1_000, false],
    ["page.html.exe", "application/x-msdownload", 1_000, false],
    ["card.md", "text/markdown", 2 ** 20 + 1, false],
    ["card.md", "text/markdown", null, false],
  ])("%s of type %s and size %s: %s", (name, type, size, isShown) => {
    expect(isShowable({ name, type, size })).toBe(isShown);
  });

  test("bytes that are no UTF-8 are no text", () => {
    expect(asText(new TextEncoder().encode("Läsbar"))).toBe("Läsbar");
    expect(asText(new Uint8Array([0xff, 0xfe, 0x00]))).toBeUndefined();
  });
});
