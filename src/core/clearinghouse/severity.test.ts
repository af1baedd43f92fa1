import { describe, expect, test } from "vitest";
import { SYSTEM } from "./actor.ts";
import {
  foldSeverity,
  inflation,
  readVector,
  type Side,
  severityInForce,
  sideOf,
} from "./severity.ts";

describe("a CVSS vector", () => {
  // Scores as in the examples of FIRST's specifications.
  test.each([
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, "critical"],
    ["CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4, "medium"],
    ["CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1, "low"],
    ["CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0, "none"],
    ["AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8, "high"],
    ["CVSS:2.0/AV:N/AC:L/Au:N/C:C/I:C/A:C", 10, "high"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10, "critical"],
    ["CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3, "high"],
  ])("%s scores %d, %s", (vector, score, band) => {
    expect(readVector(vector)).toMatchObject({ ok: true, value: { score, band } });
  });

  test("keeps the base score apart from what threat and environment make of it", () => {
    const read = readVector("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U");
    expect(read).toMatchObject({ value: { score: 9.8, overall: 9 } });
  });

  test("comes back in the standard's order, without metrics that say nothing", () => {
    const read = readVector(" CVSS:3.1/AC:L/AV:N/PR:N/UI:N/S:U/C:H/I:H/A:H/E:X ");
    expect(read).toMatchObject({
      value: { vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
    });
  });

  test.each([
    "",
    "critical",
    "9.8",
    "CVSS:3.1/",
    "CVSS:3.1/AV:N",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",
    "CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/ZZ:1",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/",
    "CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:S/SI:N/SA:N",
    "CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "toString:1/constructor:2",
    `CVSS:3.1/${"A:H/".repeat(200)}`,
  ])("%j is none", (text) => {
    expect(readVector(text)).toMatchObject({
      ok: false,
      refusal: { code: "severity/not-a-vector" },
    });
  });
});

describe("severity, three ways", () => {
  const vectors = {
    high: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    low: "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N",
  };
  const state = (...said: [Side, keyof typeof vectors][]) =>
    said.reduce<Parameters<typeof foldSeverity>[0]>((all, [side, name]) => {
      const reading = readVector(vectors[name]);
      if (!reading.ok) throw new Error(name);
      const stamp = { at: "2026-09-01T00:00:00Z", by: SYSTEM };
      return foldSeverity(all, {
        type: "severity-stated",
        side,
        reading: reading.value,
        reason: "r",
        ...stamp,
      });
    }, []);

  test("stays apart: the owner's word is in force before the verifier's before the finder's", () => {
    const all = state(["owner", "low"], ["finder", "high"], ["verifier", "high"]);
    expect(severityInForce(all)?.side).toBe("owner");
    expect(severityInForce(state(["finder", "high"], ["verifier", "low"]))?.side).toBe("verifier");
    expect(severityInForce([])).toBeNull();
  });

  test("counts how often a side changed its word, not how often it said it", () => {
    const all = state(
      ["finder", "high"],
      ["finder", "high"],
      ["finder", "low"],
      ["finder", "high"],
    );
    expect(sideOf(all, "finder")).toMatchObject({ changes: 2, now: { score: 9.8 } });
    expect(sideOf(all, "owner")).toBeNull();
  });

  test("says how far the finder stands above the word in force", () => {
    expect(inflation(state(["finder", "high"], ["owner", "low"]))).toEqual({
      points: 6.7,
      bands: 3,
    });
    expect(inflation(state(["finder", "low"], ["verifier", "high"]))?.bands).toBe(-3);
    expect(inflation(state(["finder", "high"]))).toBeNull();
  });
});
