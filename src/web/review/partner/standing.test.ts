import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partnersInShort, standingOf } from "./standing.ts";

const answer = (agrees: boolean) => ({ agrees, reason: "r", at: "2026-09-22T09:00:00Z", by: "V." });
const sides = fc.constantFrom("lab" as const, "agency" as const);
const partner = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  proposedBy: sides,
  at: fc.constant("2026-09-20T09:00:00Z"),
  reason: fc.string(),
  answer: fc.option(fc.boolean().map(answer)),
});

describe("where a proposal stands", () => {
  test("without an answer it waits for the side that did not propose it, and is never selected", () => {
    fc.assert(
      fc.property(sides, sides, (side, proposedBy) => {
        const standing = standingOf(side, { proposedBy, answer: null });
        expect(standing).toBe(side === proposedBy ? "waits-for-them" : "waits-for-you");
      }),
    );
  });

  test("both sides read the same once there is an answer", () => {
    fc.assert(
      fc.property(sides, fc.boolean(), (proposedBy, agrees) => {
        const given = { proposedBy, answer: answer(agrees) };
        expect(standingOf("lab", given)).toBe(standingOf("agency", given));
        expect(standingOf("lab", given)).toBe(agrees ? "selected" : "objected");
      }),
    );
  });
});

describe("the log in short", () => {
  test("counts every proposal once, and says the same to both sides", () => {
    fc.assert(
      fc.property(fc.array(partner), (partners) => {
        const short = partnersInShort({ side: "lab", partners });
        const sum = (short.match(/\d+/g) ?? []).reduce((all, n) => all + Number(n), 0);
        expect(sum).toBe(partners.length);
        expect(partnersInShort({ side: "agency", partners })).toBe(short);
      }),
    );
  });

  test("is empty where nothing was proposed", () => {
    expect(partnersInShort({ side: "lab", partners: [] })).toBe("");
  });
});
