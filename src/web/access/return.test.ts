import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturn } from "./return.ts";

test("after signing in one lands where one wanted to go", () => {
  expect(safeReturn("/cases/VC-2026-0412?x=1")).toBe("/cases/VC-2026-0412?x=1");
  expect(safeReturn(undefined)).toBe("/welcome");
  expect(safeReturn("/sign-in?then=/work")).toBe("/welcome");
});

test("an address never leads to another site", () => {
  const nasty = fc.constantFrom(
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), nasty), (then) => {
      expect(new URL(safeReturn(then), "https://desk.example").origin).toBe("https://desk.example");
    }),
  );
});
