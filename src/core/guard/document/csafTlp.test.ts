import { describe, expect, test } from "vitest";
import { readTlpFaults } from "./csafTlp.ts";

const EVERYBODY = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const NOBODY = "00000000-0000-0000-0000-000000000000";
const SOME = "1d6a3b80-51c5-4d29-9f53-0b6c9d0e6b11";

const advisory = (label: string, group?: string, status = "final") => ({
  document: {
    distribution: { tlp: { label }, ...(group && { sharing_group: { id: group } }) },
    tracking: { status, revision_history: [{ date: "2026-03-01T10:00:00Z", number: "1" }] },
  },
});
const rulesOf = (document: unknown) => readTlpFaults(document).map(({ rule }) => rule);

describe("a CSAF document's own audience", () => {
  test.each([
    ["RED", EVERYBODY, "final", ["csaf/6.1.38"]],
    ["RED", SOME, "final", []],
    ["CLEAR", EVERYBODY, "final", []],
    ["CLEAR", SOME, "final", ["csaf/6.1.39"]],
    ["CLEAR", NOBODY, "final", ["csaf/6.1.39"]],
    ["CLEAR", NOBODY, "draft", []],
    ["CLEAR", undefined, "final", []],
  ])("TLP:%s for the group %s, %s: %j", (label, group, status, rules) => {
    expect(rulesOf(advisory(label, group, status))).toEqual(rules);
  });

  test.each([
    ["2026-03-01T10:00:01Z", "CLEAR", "final", 1],
    ["2026-03-01T10:00:00Z", "CLEAR", "final", 0],
    ["2026-03-01T09:30:00-01:00", "CLEAR", "interim", 1],
    ["2026-03-01T10:30:00+01:00", "CLEAR", "final", 0],
    ["2027-03-01T10:00:00Z", "AMBER", "final", 0],
    ["2027-03-01T10:00:00Z", "CLEAR", "draft", 0],
  ])("a disclosure on %s under TLP:%s, %s: %i faults", (date, label, status, count) => {
    const document = {
      ...advisory(label, undefined, status),
      vulnerabilities: [{ disclosure_date: date }],
    };
    expect(readTlpFaults(document)).toHaveLength(count);
  });

  test.each([[null], [[]], ["text"], [{ document: { distribution: [] }, vulnerabilities: [1] }]])(
    "%j has none and is no accident",
    (document) => {
      expect(readTlpFaults(document)).toEqual([]);
    },
  );
});
