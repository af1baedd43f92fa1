import { describe, expect, test } from "vitest";
import { openGuard } from "../library.ts";

const guard = openGuard();
const EVERYBODY = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const csaf = (label: string, group?: string) =>
  JSON.stringify(
    {
      document: {
        csaf_version: "2.1",
        distribution: {
          ...(group && { sharing_group: { id: group } }),
          tlp: { url: "https://www.first.org/tlp/", label },
        },
      },
    },
    null,
    2,
  );

describe("a CSAF document", () => {
  test.each([
    ["CLEAR", "public", "pass"],
    ["GREEN", "public", "escalate"],
    ["GREEN", "community", "pass"],
    ["AMBER", "community", "escalate"],
    ["AMBER+STRICT", "clients", "escalate"],
    ["RED", "participants", "block"],
    ["RED", "named", "pass"],
  ] as const)("labelled %s is judged for %s by its label: %s", (label, audience, action) => {
    expect(guard.scanJson(csaf(label), audience)?.action).toBe(action);
    expect(guard.scan(csaf(label), audience).action).toBe(action);
  });

  test("that contradicts itself about who may read it is held, and the rule is named", () => {
    const verdict = guard.scanJson(csaf("GREEN", EVERYBODY), "named");
    expect(verdict).toMatchObject({
      action: "escalate",
      output: null,
      findings: [{ ruleId: "csaf/6.1.38", citation: { standard: "CSAF 2.1", clause: "6.1.38" } }],
    });
  });

  test("is judged by its label only where the pack is asked for", () => {
    const without = openGuard({ packs: ["secrets"] });
    expect(without.scanJson(csaf("GREEN", EVERYBODY))?.action).toBe("pass");
  });
});

test.each([
  '{"definition": {"tlp": "red"}}',
  "tlp:\n  label: RED\n",
  "<tlp>RED</tlp>",
  "TLP=RED",
  "**TLP**: RED",
  "Traffic Light Protocol: RED",
  "Traffic Light Protocol (TLP) RED",
])("a mark is a mark however it is written: %s", (text) => {
  expect(guard.scan(text).action).toBe("block");
});
test.each([
  "A tlp redirect",
  "the TLP is a red thing",
  "tlp: {id: 1}, label: x, redo",
  "TLP-reduced",
])("%s is no mark", (text) => {
  expect(guard.scan(text).action).toBe("pass");
});
