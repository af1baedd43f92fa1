import fc from "fast-check";
import { expect, test } from "vitest";
import { CASE_VIEWS } from "#core/clearinghouse/caseView.ts";
import { beginning, parseView, type QueueView, readSearch, toSearch } from "./view.ts";

const mine = beginning("me");
const anyView: fc.Arbitrary<QueueView> = fc.record({
  view: fc.constantFrom(...CASE_VIEWS),
  status: fc.constantFrom("open", "merged", "closed", "any"),
  assigned: fc.constantFrom("me", "nobody", "any"),
  evidence: fc.constantFrom("asserted", "refuted", "any"),
  text: fc.string({ maxLength: 200 }),
  at: fc.option(fc.constantFrom("VC-2026-0412", "VC-2026-10000"), { nil: undefined }),
  hide: fc.uniqueArray(fc.constantFrom("reports", "embargo", "owner")),
});

test("an address holds the whole state of a view", () => {
  fc.assert(
    fc.property(anyView, (view) => {
      const address = new URLSearchParams(toSearch(view, mine)).toString();
      const read = readSearch(Object.fromEntries(new URLSearchParams(address)));
      expect(parseView(read, mine)).toEqual(view);
    }),
  );
});

test("the beginning of a page has a bare address", () => {
  expect(toSearch(mine, mine)).toEqual({});
});

test("an address from anywhere never fails", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), (raw) => {
      const view = parseView(readSearch(raw), mine);
      expect(CASE_VIEWS).toContain(view.view);
    }),
  );
  expect(parseView(readSearch({ view: "everything", status: "open " }), mine)).toEqual(mine);
});
