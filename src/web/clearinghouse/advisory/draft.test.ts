import fc from "fast-check";
import { expect, test } from "vitest";
import { toPointer } from "#core/jsonPointer.ts";
import { addAt, getAt, problemsAt, removeAt, setAt } from "./draft.ts";

const draft = {
  title: "a",
  products: [
    { name: "x", ranges: [] },
    { name: "y", ranges: [] },
  ],
};

test("a value is changed where the pointer says, and the draft it came from is left alone", () => {
  const next = setAt(draft, "/products/1/name", "z");
  expect(getAt(next, "/products/1/name")).toBe("z");
  expect(getAt(next, "/products/0/name")).toBe("x");
  expect(draft.products[1]?.name).toBe("y");
});
test("what is missing on the way is made", () => {
  expect(setAt({}, "/exploitation/state", "unknown")).toEqual({
    exploitation: { state: "unknown" },
  });
});
test("items come and go at the end and in the middle of a list", () => {
  const grown = addAt(draft, "/products/0/ranges", { type: "semver" });
  expect(getAt(grown, "/products/0/ranges/0/type")).toBe("semver");
  expect(getAt(removeAt(grown, "/products", 0), "/products/0/name")).toBe("y");
});
test("names with slashes and tildes are told apart", () => {
  expect(getAt(setAt({}, "/a~1b/c~0d", 1), "/a~1b/c~0d")).toBe(1);
  expect(setAt({}, "/a~1b", 1)).toEqual({ "a/b": 1 });
});
test("a fault below a field belongs to it; one of its neighbour does not", () => {
  const problems = [{ pointer: "/products/1/name" }, { pointer: "/products/10/name" }];
  expect(problemsAt(problems, "/products/1")).toEqual([{ pointer: "/products/1/name" }]);
});
test("what was set is what is read", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z~/]{1,4}$/), { minLength: 1, maxLength: 4 }),
      fc.jsonValue(),
      (steps, value) => {
        const pointer = toPointer(steps);
        expect(getAt(setAt({}, pointer, value), pointer)).toEqual(value);
      },
    ),
  );
});
