import { expect, test } from "vitest";
import { getAt } from "./draft.ts";
import { withDerived } from "./withDerived.ts";

test("the score follows from the vector and the name from the CWE id", () => {
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  const next = withDerived({
    severity: [{ version: "3.1", vector, score: 1 }],
    weaknesses: [{ id: "CWE-787", name: "" }],
  });
  expect(getAt(next, "/severity/0/score")).toBe(9.8);
  expect(getAt(next, "/weaknesses/0/name")).toBe("Out-of-bounds Write");
});
test("half a vector and an unknown weakness leave the draft as it is", () => {
  const draft = {
    severity: [{ version: "4.0", vector: "CVSS:4.0/AV:N", score: 0 }],
    weaknesses: [{ id: "CWE-", name: "x" }],
  };
  expect(withDerived(draft)).toBe(draft);
});
