import { expect, test } from "vitest";
import { idsSay, recordSays } from "./recordSays.ts";

test.each([
  [{}, ""],
  [{ partyId: "01a2", name: "Model Test Bureau" }, "name Model Test Bureau"],
  [
    {
      axis: "model",
      level: "AL2",
      variant: null,
      persons: [
        { personId: "1", name: "V. Holm" },
        { personId: "2", name: "P. Sand" },
      ],
      grantId: "7",
      reason: "",
    },
    "axis model; level AL2; persons V. Holm, P. Sand",
  ],
  [
    { version: 2, signature: { name: "E. Voss", method: "webauthn", proof: { signature: "aa" } } },
    "version 2; signature E. Voss",
  ],
  [
    { increment: { kind: "new-base", reuses: null, note: "" }, openWeight: false, policyDays: 30 },
    "increment (kind new-base); open weight no; policy days 30",
  ],
  [{ version: 1, hash: "b1", terms: { notes: "" } }, "version 1"],
  [{ resultId: "r1", with: ["01a208cc-495f-72d0-bad4-a895250b67b2"] }, ""],
])("%j reads %s", (data, says) => expect(recordSays(data)).toBe(says));

test("what is long is cut, and says so", () => {
  const text = recordSays({ question: "x".repeat(1000) });
  expect(text).toHaveLength(301);
  expect(text.endsWith("…")).toBe(true);
});

test("an event that names nothing but ids shows their ends", () => {
  const caseId = "01a209d9-c2cc-741d-9bd3-1092d3f46f78";
  expect(idsSay({ caseId, reporterPartyId: caseId, version: 2 })).toBe(
    "case …d3f46f78; reporter party …d3f46f78",
  );
});
