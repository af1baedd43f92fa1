import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { AnyJson } from "./anyJson.ts";

const Holder = z.strictObject({ value: AnyJson });

test("any JSON value is taken as it is, keys named like an object's own parts included", () => {
  const key = fc.oneof(fc.constantFrom("__proto__", "constructor", "toString"), fc.string());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 0, -1.5, "a"),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie("tree")), { maxLength: 3 }).map((all) => Object.fromEntries(all)),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = JSON.stringify({ value });
      expect(JSON.stringify(Holder.parse(JSON.parse(text)))).toBe(text);
    }),
  );
});

test.each([
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  () => 1,
  Symbol("a"),
  new Date(0),
  new Map(),
  { a: [undefined] },
])("what JSON cannot say is refused: %s", (value) => {
  expect(Holder.safeParse({ value }).success).toBe(false);
});

test("a missing value is refused", () => {
  expect(Holder.safeParse({}).success).toBe(false);
});

test("a value 50,000 levels deep is taken without a stack", () => {
  let value: unknown = null;
  for (let i = 0; i < 50_000; i += 1) value = [value];
  expect(Holder.safeParse({ value }).success).toBe(true);
});
