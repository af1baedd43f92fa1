import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { MATERIAL_KINDS } from "#core/review/reviewWords.ts";
import { toIdentity, toRecipientKey } from "#core/sealed/identity.ts";
import { namesOf, readersOf, recipientsOf } from "./readers.ts";

const LAB = "00000000-0000-4000-8000-000000000001";
const BUREAU = "00000000-0000-4000-8000-000000000002";
const ENERGY = "00000000-0000-4000-8000-000000000003";
const keyOf = (n: number) => toRecipientKey(toIdentity(new Uint8Array(32).fill(n))) ?? "";

const person = (n: number, name: string, partyId: string, party: string, keys: number[]) => ({
  personId: `00000000-0000-4000-8000-00000000010${n}`,
  name,
  partyId,
  party,
  keys: keys.map((key) => ({
    id: `00000000-0000-4000-8000-00000000020${key}`,
    key: keyOf(key),
    holder: "file" as const,
  })),
});
const people = [
  person(1, "V. Holm", BUREAU, "Model Test Bureau", [1, 2]),
  person(2, "M. Alder", ENERGY, "Energy Systems Laboratory", [3]),
  person(3, "E. Voss", LAB, "Halden Models", [4]),
  person(4, "J. Reed", BUREAU, "Model Test Bureau", []),
];

type Page = Pick<ReviewPage, "side" | "lab" | "people" | "terms" | "conflicts" | "grants">;
const page: Page = {
  side: "agency",
  lab: { partyId: LAB, name: "Halden Models" },
  people,
  terms: [],
  conflicts: [],
  grants: [],
};
const whyOf = (from: Page, sent: Parameters<typeof readersOf>[1]) =>
  Object.fromEntries(
    readersOf(from, sent)
      .flatMap(({ readers }) => readers)
      .filter(({ why }) => why !== undefined)
      .map(({ name, why }) => [name, why]),
  );

describe("who can be sealed to", () => {
  test("one's own party stands first, then the lab; who has no key is named, too", () => {
    const parties = readersOf(page, { kind: "other", byPartyId: BUREAU });
    expect(parties.map(({ party }) => party)).toEqual([
      "Model Test Bureau",
      "Halden Models",
      "Energy Systems Laboratory",
    ]);
    expect(parties[0]?.keyless).toEqual(["J. Reed"]);
    expect(parties[0]?.readers.map(({ fingerprint }) => fingerprint.length)).toEqual([24, 24]);
  });

  test("an agency's evaluator prompts are kept from the lab, unless the terms in force show them", () => {
    const prompts = { kind: "evaluator-prompt", byPartyId: BUREAU } as const;
    expect(Object.keys(whyOf(page, prompts))).toEqual(["E. Voss"]);
    expect(whyOf(page, { ...prompts, byPartyId: LAB })).toEqual({});
    const terms = [{ terms: { promptsShownToLab: true }, signatures: [] }] as never;
    expect(Object.keys(whyOf({ ...page, terms }, prompts))).toEqual(["E. Voss"]);
    const signatures = [{ side: "lab" }, { side: "agency" }];
    const signed = [{ terms: { promptsShownToLab: true }, signatures }] as never;
    expect(whyOf({ ...page, terms: signed }, prompts)).toEqual({});
  });

  test("a draft of a result goes to one's own party and the lab", () => {
    expect(Object.keys(whyOf(page, { kind: "result-draft", byPartyId: BUREAU }))).toEqual([
      "M. Alder",
    ]);
  });

  test("nothing goes to somebody who stepped back", () => {
    const conflicts = [{ personId: people[1]?.personId, recused: true }] as never;
    expect(Object.keys(whyOf({ ...page, conflicts }, { kind: "other", byPartyId: LAB }))).toEqual([
      "M. Alder",
    ]);
  });

  test("who is no sender adds colleagues, an agency those whom a grant names and who have declared", () => {
    const sent = { kind: "other", byPartyId: LAB, openedBy: BUREAU } as const;
    const holm = people[0]?.personId;
    expect(whyOf(page, sent)).toEqual({
      "V. Holm": "no grant names them",
      "M. Alder": "only its sender adds other parties’ people",
      "E. Voss": "only its sender adds other parties’ people",
    });
    const grants = [{ state: "given", persons: [{ personId: holm, name: "V. Holm" }] }] as never;
    expect(whyOf({ ...page, grants }, sent)["V. Holm"]).toMatch(/^has yet to declare/);
    const conflicts = [{ personId: holm, recused: false }] as never;
    expect(whyOf({ ...page, grants, conflicts }, sent)["V. Holm"]).toBeUndefined();
    const lab = { ...page, side: "lab" } as const;
    const back = { kind: "other", byPartyId: BUREAU, openedBy: LAB } as const;
    expect(Object.keys(whyOf(lab, back)).sort()).toEqual(["M. Alder", "V. Holm"]);
  });

  test("whatever is chosen, only keys that may be sealed to become recipients", () => {
    const keys = fc.subarray([1, 2, 3, 4, 9].map(keyOf));
    fc.assert(
      fc.property(fc.constantFrom(...MATERIAL_KINDS), keys, (kind, chosen) => {
        const parties = readersOf(page, { kind, byPartyId: BUREAU });
        const closed = parties
          .flatMap(({ readers }) => readers)
          .filter(({ why }) => why !== undefined)
          .map(({ key }) => key);
        for (const { key } of recipientsOf(parties, chosen)) {
          expect(chosen).toContain(key);
          expect(closed).not.toContain(key);
          expect(key).not.toBe(keyOf(9));
        }
      }),
      { numRuns: 50 },
    );
  });

  test("somebody with two keys is named once", () => {
    const parties = readersOf(page, { kind: "other", byPartyId: BUREAU });
    const recipients = recipientsOf(parties, [keyOf(1), keyOf(2), keyOf(3)]);
    expect(recipients).toHaveLength(3);
    expect(namesOf(recipients)).toBe("V. Holm, M. Alder");
  });
});
