import { describe, expect, test } from "vitest";
import { SYSTEM } from "../actor.ts";
import { foldCase } from "../case.ts";
import { type CaseFact, stamped } from "../caseEvent.ts";
import { readVector } from "../severity.ts";
import { briefOf, clockStart, decideCase, decideCaseByAll } from "./caseDecision.ts";
import { caseInputs, type KevKnowledge } from "./caseInputs.ts";
import { decideInput } from "./decideInput.ts";
import { DECISION_TABLES } from "./tables/all.ts";
import { bod2604, supplier } from "./tables/remediation.ts";

const stamp = { at: "2026-09-01T10:00:00Z", by: SYSTEM };
const NOTHING: KevKnowledge = { asOf: null, listed: [] };
const caseWith = (...facts: CaseFact[]) =>
  foldCase(stamped(stamp, [{ type: "opened", caseId: "c", title: "t", tlp: "AMBER" }, ...facts]));
const rated = (vector: string): CaseFact => {
  const reading = readVector(vector);
  if (!reading.ok) throw new Error(vector);
  return { type: "severity-stated", side: "verifier", reading: reading.value, reason: "r" };
};
const stated = (input: string, value: string | null): CaseFact => ({
  type: "input-stated",
  input,
  value,
  source: "an analyst",
  asOf: "2026-08-30",
});
const attacks: CaseFact = { type: "attacks-observed", evidence: "e", source: "a sensor" };
const cve: CaseFact = { type: "cve-recorded", id: "CVE-2026-1000", source: "cna" };

describe("the inputs of a case", () => {
  test("of which nothing is known are all unknown, every input of every table among them", () => {
    const facts = caseInputs(caseWith(), NOTHING);
    const names = DECISION_TABLES.flatMap(({ inputs }) => inputs.map(({ name }) => name));
    expect(Object.keys(facts).sort()).toEqual([...new Set(names)].sort());
    expect(Object.values(facts).every(({ value }) => value === null)).toBe(true);
  });

  test.each<[string, CaseFact[], KevKnowledge, string, string | null, string]>([
    ["attacks on record", [attacks], NOTHING, "exploitation", "active", "a sensor"],
    [
      "attacks over a person's none",
      [stated("exploitation", "none"), attacks],
      NOTHING,
      "exploitation",
      "active",
      "a sensor",
    ],
    [
      "a person's word",
      [stated("exploitation", "none")],
      NOTHING,
      "exploitation",
      "none",
      "an analyst",
    ],
    [
      "unknown again",
      [stated("exploitation", "none"), stated("exploitation", null)],
      NOTHING,
      "exploitation",
      null,
      "an analyst",
    ],
    ["no CVE id", [], { asOf: "2026-08-31", listed: [] }, "in-kev", null, "not stated"],
    ["no catalogue", [cve], NOTHING, "in-kev", null, "not stated"],
    [
      "not listed",
      [cve],
      { asOf: "2026-08-31", listed: [] },
      "in-kev",
      "no",
      "CISA KEV of 2026-08-31, by CVE-2026-1000",
    ],
    [
      "listed",
      [cve],
      { asOf: "2026-08-31", listed: ["CVE-2026-1000"] },
      "in-kev",
      "yes",
      "CISA KEV of 2026-08-31, by CVE-2026-1000",
    ],
    [
      "listed is active",
      [cve],
      { asOf: "2026-08-31", listed: ["CVE-2026-1000"] },
      "exploitation",
      "active",
      "CISA KEV lists CVE-2026-1000",
    ],
  ])("%s", (_, facts, kev, input, value, source) => {
    expect(caseInputs(caseWith(...facts), kev)[input]).toMatchObject({ value, source });
  });

  test("come from the vector in force where it speaks of them, with the side that stated it", () => {
    const vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/S:P/AU:Y/V:C";
    const facts = caseInputs(caseWith(rated(vector)), NOTHING);
    expect(facts.automatable).toMatchObject({
      value: "yes",
      source: "CVSS 4.0 AU, the verifier's vector",
    });
    expect(facts["technical-impact"]).toMatchObject({ value: "total" });
    expect(facts.utility).toMatchObject({ value: "super-effective", source: "SSVC utility" });
    // "Safety: present" is anything from marginal up, and all of that is significant to the public.
    expect(facts["safety-impact"]?.value).toBeNull();
    expect(facts["public-safety-impact"]).toMatchObject({ value: "significant" });
  });

  test("stay open where the vector lies between: one of three high is neither partial nor total", () => {
    const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N";
    expect(caseInputs(caseWith(rated(vector)), NOTHING)["technical-impact"]?.value).toBeNull();
  });

  test("of a nested table are narrowed by half of what it rests on", () => {
    const facts = caseInputs(caseWith(stated("value-density", "diffuse")), NOTHING);
    expect(facts.utility).toMatchObject({ value: null, possible: ["laborious", "efficient"] });
    expect(facts.utility?.source).toContain("unknown: automatable");
  });

  test.each([
    ["exploitation", "active", "ok"],
    ["exploitation", null, "ok"],
    ["exploitation", "A", "input/not-a-value"],
    ["constructor", "x", "input/unknown"],
  ])("stating %s as %s: %s", (input, value, code) => {
    const claim = { input, value, source: "s", asOf: null };
    const decision = decideInput(caseWith(), claim, stamp);
    expect(decision.ok ? "ok" : decision.refusal.code).toBe(code);
  });
});

describe("the decision on a case", () => {
  test("counts its deadline from the day the case was opened, or attacks came to be known", () => {
    const kev = { ...NOTHING, added: null };
    expect(decideCase(caseWith(), bod2604, kev).dueAt).toBe("2026-09-04");
    expect(clockStart(caseWith(), "2026-09-20")).toBe("2026-09-20");
    expect(clockStart(caseWith(), "2025-01-01")).toBe("2026-09-01");
    expect(clockStart(caseWith(attacks), "2026-12-01")).toBe("2026-09-01");
  });

  test("in brief has the rank, the day and how many inputs were unknown", () => {
    const decision = decideCase(caseWith(stated("automatable", "no")), bod2604, {
      ...NOTHING,
      added: null,
    });
    expect(briefOf(decision)).toEqual({
      table: "bod-26-04",
      outcome: "3-days-forensic",
      rank: 1,
      dueAt: "2026-09-04",
      unknowns: 3,
    });
  });

  test("is there by every table, and falls only by what is known", () => {
    const kev = { ...NOTHING, added: null };
    expect(decideCaseByAll(caseWith(), kev).map(({ rank }) => rank)).toEqual(
      DECISION_TABLES.map(() => 1),
    );
    const facts = [
      "exploitation:none",
      "utility:laborious",
      "technical-impact:partial",
      "public-safety-impact:minimal",
    ];
    const low = caseWith(...facts.map((f) => stated(f.split(":")[0] ?? "", f.split(":")[1] ?? "")));
    expect(decideCase(low, supplier, kev)).toMatchObject({
      outcome: { value: "defer" },
      assumed: [],
    });
  });
});
