import { expect, test } from "vitest";
import { brief } from "./brief.ts";

test("an event’s data is read at a glance; what is empty is left out", () => {
  expect(brief({ kind: "fix", version: "3.2.2", note: null, count: { n: 5, of: 5 } })).toBe(
    'kind fix; version 3.2.2; count {"n":5,"of":5}',
  );
});
test("a long text is cut", () => {
  expect(brief({ note: "x".repeat(500) })).toHaveLength("note ".length + 241);
});
