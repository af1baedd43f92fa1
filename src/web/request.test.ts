import { describe, expect, test } from "vitest";
import { bodyOf, pathOf } from "./request.ts";

describe("the path of a call", () => {
  test("fills parameters, encoded", () => {
    expect(pathOf("/api/cases/:ref/notes/:id", { ref: "VC-2026-0412", id: "a/b" })).toBe(
      "/api/cases/VC-2026-0412/notes/a%2Fb",
    );
  });
  test("refuses to go out with a parameter missing", () => {
    expect(() => pathOf("/api/cases/:ref")).toThrow("needs ref");
  });
  test("leaves out what is not asked for and repeats lists", () => {
    expect(pathOf("/api/x", {}, { q: "", after: undefined, n: 0, tag: ["a", "b"] })).toBe(
      "/api/x?n=0&tag=a&tag=b",
    );
  });
});

describe("the body of a call", () => {
  test("a file goes as its bytes", () => {
    const file = new Blob(["{}"]);
    expect(bodyOf(file)).toEqual({ body: file, type: "application/octet-stream" });
  });
  test("anything else goes as JSON", () => {
    expect(bodyOf({ a: 1 })).toEqual({ body: '{"a":1}', type: "application/json" });
    expect(bodyOf(undefined)).toEqual({});
  });
});
