import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Audience } from "./audience.ts";
import { compileGuard } from "./engine/compileGuard.ts";
import { evaluateText } from "./evaluateText.ts";
import { type Pack, type PackRule, REGISTRY_SOURCES, type RegistrySource } from "./pack.ts";
import type { Registry } from "./registry.ts";
import { toSaltedTerm } from "./saltedTerm.ts";
import { openStream } from "./stream/openStream.ts";

const ACTIONS: Partial<Record<RegistrySource, PackRule["action"]>> = {
  "embargoed-key": "block",
  "embargoed-text": "escalate",
  canary: "block",
};
const pack: Pack = {
  id: "registry",
  version: "1",
  rules: REGISTRY_SOURCES.map((source) => ({
    id: `registry/${source}`,
    type: `registry.${source}`,
    citation: { standard: "Sample", clause: "1", url: "https://example.org/" },
    action: ACTIONS[source] ?? "rewrite",
    detector: { kind: "registry" as const, source },
    examples: [],
    counterExamples: [],
  })),
};

const PASSAGE =
  "The parser of the archive trusts the length field of the second header and copies past the end of a buffer on the heap";
const salt = "a salt of our own";
const terms = ["Blue Heron", "zk-lattice sampler v2", "Nightjar"].flatMap(
  (term) => toSaltedTerm(salt, term) ?? [],
);
const registry: Registry = {
  embargoed: [{ caseId: "c1", keys: ["VC-2026-0412", "libfoo@1.2.3"], texts: [PASSAGE] }],
  people: [{ caseId: "c1", names: ["Ada Lovelace", "Zoë Müller"] }],
  canaries: [{ caseId: "c1", token: "cnry7f3a" }],
  erased: ["gone@example.org"],
  terms: { salt, terms },
};
const guard = compileGuard([pack], registry, {});
const PUBLIC = { kind: "public" } as const;
const judge = (text: string, audience: Audience = PUBLIC) => evaluateText(text, audience, guard);
const rules = (text: string, audience?: Audience) =>
  judge(text, audience).findings.map(({ ruleId }) => ruleId.slice("registry/".length));

describe("what the registry knows", () => {
  test.each([
    ["see vc-2026-0412 and LIBFOO@1.2.3", ["embargoed-key", "embargoed-key"]],
    ["by ADA  Lovelace", []],
    ["by Ada Lovelace and Zoe Muller", ["person", "person"]],
    ["token CNRY7F3A here", ["canary"]],
    ["mail gone@example.org", ["erased"]],
    ["the blue-heron, a ZK lattice sampler (v2)!", ["term", "term"]],
    ["a blue heronry by night", []],
  ])("%j: %j", (text, expected) => {
    expect(rules(text)).toEqual(expected);
  });

  test("may be read by those who take part in the case, and only what belongs to it", () => {
    const within = { kind: "participants", caseId: "c1" } as const;
    expect(rules("VC-2026-0412, Ada Lovelace, cnry7f3a", within)).toEqual([]);
    expect(rules("gone@example.org Nightjar", within)).toEqual(["erased", "term"]);
    expect(rules("VC-2026-0412", { kind: "participants", caseId: "c2" })).toEqual([
      "embargoed-key",
    ]);
  });

  test("a near copy escalates, with the passage it repeats", () => {
    const copy =
      "Note: the parser of the archive trusts the length field in the second header and copies past the end of one buffer.";
    const { action, findings, output } = judge(copy);
    expect({ action, output }).toEqual({ action: "escalate", output: null });
    expect(findings[0]).toMatchObject({
      ruleId: "registry/embargoed-text",
      origin: { caseId: "c1", passage: expect.stringContaining("trusts the length field") },
    });
    expect(
      rules("The length of the archive's second header is a field that nobody trusts."),
    ).toEqual([]);
  });

  test("a salted term tells neither its words nor whether it has been met", () => {
    expect(JSON.stringify(terms)).not.toMatch(/heron|nightjar/i);
    expect(toSaltedTerm(salt, "  ¡!  ")).toBeUndefined();
  });

  test("streams give what the whole gives, however they are cut", () => {
    const piece = fc.constantFrom(
      "VC-2026-0412",
      "Ada Lovelace",
      "Ada Love",
      "Blue Heron",
      "blue ",
      "Nightjar",
      "zk-lattice sampler v2",
      "zk lattice",
      PASSAGE,
      PASSAGE.slice(0, 60),
      "gone@example.org",
      " ",
      "\n",
      "é",
      "x",
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, fc.array(fc.nat(300), { maxLength: 6 }), (whole, places) => {
        const { action, findings, output } = judge(whole);
        const cuts = places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b);
        const ends = [...cuts, whole.length];
        const outs = [ends.map((to, i) => whole.slice(ends[i - 1] ?? 0, to)), whole.split("")].map(
          (chunks) => {
            const stream = openStream(guard, PUBLIC);
            const joined = chunks.map((chunk) => stream.push(chunk)).join("") + stream.end();
            expect(stream.verdict()).toEqual({ action, findings });
            return joined;
          },
        );
        expect(outs[0]).toBe(outs[1]);
        if (output !== null) expect(outs[0]).toBe(output);
      }),
      { numRuns: 300 },
    );
  });
});
