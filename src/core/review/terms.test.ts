import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTerms, SOME_TERMS } from "../../testing/reviewTerms.ts";
import { canonicalJson, type Json } from "../canonicalJson.ts";
import { diffTerms } from "./diffTerms.ts";
import { parseTerms, TERMS_LIMITS } from "./parseTerms.ts";
import type { Terms, TermsVersion } from "./terms.ts";
import { toTermsChallenge, toTermsHash, toTermsMessage } from "./termsHash.ts";
import { termsAsText } from "./termsText.ts";

const REVIEW = "5b6d1ad5-8f3a-4a53-9d32-0f6d6d1f1c11";
const json = (value: unknown): string => canonicalJson(value as Json);

describe("the hash that both sides sign", () => {
  const plain: Terms = {
    accessMode: "lab-enclave",
    variants: [],
    people: [],
    agreedUses: ["one"],
    retentionDays: 0,
    onwardSharing: [],
    labLogs: false,
    destructionDate: "2026-10-11",
    promptsShownToLab: false,
    notes: "",
  };
  const written = `{"review":"${REVIEW}","terms":{"accessMode":"lab-enclave","agreedUses":["one"],"destructionDate":"2026-10-11","labLogs":false,"notes":"","onwardSharing":[],"people":[],"promptsShownToLab":false,"retentionDays":0,"variants":[]},"version":2}`;
  const sum = createHash("sha256").update(written).digest();

  test("is the SHA-256 of the canonical JSON, as written by hand", () => {
    expect(toTermsHash(REVIEW, 2, plain)).toBe(sum.toString("hex"));
  });
  test("is signed behind a line that says what it is for", () => {
    const message = Buffer.from(toTermsMessage(sum.toString("hex"))).toString();
    expect(message).toBe(`assay terms v1\n${sum.toString("hex")}\n`);
  });
  test("is the passkey's challenge, byte for byte", () => {
    expect(toTermsChallenge(sum.toString("hex"))).toBe(sum.toString("base64url"));
    expect(() => toTermsChallenge("00")).toThrow(RangeError);
  });
  test("is another for another review, another version, and other terms", () => {
    const others = fc.tuple(anyTerms, anyTerms).filter(([a, b]) => json(a) !== json(b));
    fc.assert(
      fc.property(others, ([a, b]) => {
        const hashes = [
          toTermsHash(REVIEW, 1, a),
          toTermsHash(REVIEW, 1, b),
          toTermsHash(REVIEW, 2, a),
          toTermsHash(REVIEW.replace("5", "6"), 1, a),
        ];
        expect(new Set(hashes).size).toBe(4);
      }),
    );
  });
  test("does not depend on the order in which members came", () => {
    const turned = Object.fromEntries(Object.entries(SOME_TERMS).reverse()) as unknown as Terms;
    expect(toTermsHash(REVIEW, 1, turned)).toBe(toTermsHash(REVIEW, 1, SOME_TERMS));
  });
});

describe("terms", () => {
  test("are taken as they stand, to the letter", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        expect(parseTerms(JSON.parse(JSON.stringify(terms)))).toEqual({ ok: true, terms });
      }),
    );
  });

  const long = (length: number) => "x".repeat(length);
  const people = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `P ${i}`, party: "Q" }));

  test.each<[string, Partial<Record<keyof Terms, unknown>>, string]>([
    ["no access mode that we know", { accessMode: "email" }, "/accessMode"],
    ["a variant twice", { variants: ["fine-tuning", "fine-tuning"] }, "/variants/1"],
    ["a line that is too long", { agreedUses: ["a", long(301)] }, "/agreedUses/1"],
    ["an empty line", { agreedUses: [" "] }, "/agreedUses/0"],
    ["a line of two lines", { agreedUses: ["a\nb"] }, "/agreedUses/0"],
    ["a mark that turns text around", { agreedUses: ["a\u202eb"] }, "/agreedUses/0"],
    ["half a character", { agreedUses: ["a\ud800b"] }, "/agreedUses/0"],
    ["no use at all", { agreedUses: [] }, "/agreedUses"],
    ["too many people", { people: people(501) }, "/people"],
    ["a person without a party", { people: [{ name: "A" }] }, "/people/0/party"],
    [
      "a person twice, spelled otherwise",
      {
        people: [
          { name: "Ada", party: "Q" },
          { name: "ＡDA", party: "q" },
        ],
      },
      "/people/1",
    ],
    ["half a day of retention", { retentionDays: 0.5 }, "/retentionDays"],
    ["retention for ever", { retentionDays: 3651 }, "/retentionDays"],
    ["a day that does not exist", { destructionDate: "2026-02-30" }, "/destructionDate"],
    ["notes that are too long", { notes: long(2001) }, "/notes"],
    [
      "one receiver under two conditions",
      {
        onwardSharing: [
          { with: "A", condition: "b" },
          { with: "A", condition: "c" },
        ],
      },
      "/onwardSharing/1",
    ],
  ])("with %s are not taken, and the place is named", (_, change, pointer) => {
    const parsed = parseTerms({ ...SOME_TERMS, ...change });
    expect(parsed.ok ? [] : parsed.problems.map((one) => one.pointer)).toEqual([pointer]);
  });

  test("with a member of somebody's own, or without one of ours, are not taken", () => {
    expect(parseTerms({ ...SOME_TERMS, extra: 1 })).toMatchObject({ ok: false });
    for (const name of Object.keys(SOME_TERMS)) {
      const { [name as keyof Terms]: _, ...rest } = SOME_TERMS;
      const parsed = parseTerms(rest);
      expect(parsed.ok ? [] : parsed.problems.map((one) => one.pointer)).toEqual([`/${name}`]);
    }
    for (const nothing of [null, 1, "terms", [], undefined])
      expect(parseTerms(nothing)).toMatchObject({ ok: false });
  });

  test("with many faults name all of them, up to a hundred", () => {
    const faulty = {
      ...SOME_TERMS,
      people: people(400).map(({ party }) => ({ party })),
      labLogs: 1,
    };
    const parsed = parseTerms(faulty);
    expect(parsed.ok ? 0 : parsed.problems.length).toBe(100);
  });
});

describe("what a version changes", () => {
  test("is nothing exactly where both have one hash", () => {
    const pairs = fc.tuple(anyTerms, anyTerms, fc.boolean());
    fc.assert(
      fc.property(pairs, ([a, b, alike]) => {
        const newer = alike ? a : b;
        expect(diffTerms(a, newer).length === 0).toBe(json(a) === json(newer));
      }),
    );
  });
  test("names a single changed member and no other", () => {
    const members = fc.constantFrom(...(Object.keys(SOME_TERMS) as (keyof Terms)[]));
    fc.assert(
      fc.property(anyTerms, anyTerms, members, (a, b, name) => {
        const newer = { ...a, [name]: b[name] };
        const paths = diffTerms(a, newer).map(({ path }) => path.split("/")[1]);
        expect(paths.every((first) => first === name)).toBe(true);
      }),
    );
  });
  test("read backwards is the same with before and after exchanged", () => {
    const sides = (changes: ReturnType<typeof diffTerms>, turned: boolean) =>
      changes
        .map(({ label, before, after }) =>
          json(turned ? [label, after, before] : [label, before, after]),
        )
        .sort();
    fc.assert(
      fc.property(anyTerms, anyTerms, (a, b) => {
        expect(sides(diffTerms(b, a), true)).toEqual(sides(diffTerms(a, b), false));
      }),
    );
  });
  test("reads as a person would say it", () => {
    const newer: Terms = {
      ...SOME_TERMS,
      accessMode: "reviewer-enclave",
      people: [
        SOME_TERMS.people[1] ?? { name: "", party: "" },
        { name: "P. Sand", party: "Bureau" },
      ],
      onwardSharing: [{ with: "Energy Systems Laboratory", condition: "never" }],
      agreedUses: [...SOME_TERMS.agreedUses].reverse(),
      notes: "",
    };
    expect(diffTerms(SOME_TERMS, newer)).toEqual([
      {
        path: "/accessMode",
        label: "Access mode",
        before: "API hosted by the lab",
        after: "enclave of the reviewer",
      },
      { path: "/people/0", label: "People", before: "V. Holm, Model Test Bureau", after: null },
      { path: "/people/1", label: "People", before: null, after: "P. Sand, Bureau" },
      {
        path: "/agreedUses",
        label: "Agreed uses, order",
        before: SOME_TERMS.agreedUses.join("; "),
        after: newer.agreedUses.join("; "),
      },
      {
        path: "/onwardSharing/0",
        label: "Onward sharing",
        before: "Energy Systems Laboratory: with the lab's reply",
        after: "Energy Systems Laboratory: never",
      },
      { path: "/notes", label: "Notes", before: SOME_TERMS.notes, after: null },
    ]);
  });
});

describe("terms on paper", () => {
  const version = (terms: Terms): TermsVersion => ({
    version: 3,
    hash: toTermsHash(REVIEW, 3, terms),
    terms,
    proposedBy: "E. Voss",
    at: "2026-09-05T10:00:00.000Z",
    signatures: [],
  });
  const print = (terms: Terms) => termsAsText({ ref: "RV-2026-0007", id: REVIEW }, version(terms));

  test("show everything that is signed, and the hash of it", () => {
    const text = print(SOME_TERMS);
    for (const { name, party } of SOME_TERMS.people) expect(text).toContain(`${name}, ${party}`);
    for (const use of SOME_TERMS.agreedUses) expect(text).toContain(use);
    expect(text).toContain("Energy Systems Laboratory: with the lab's reply");
    expect(text).toContain("2026-10-11");
    expect(text).toContain(toTermsHash(REVIEW, 3, SOME_TERMS));
    expect(text).toContain("Nobody has signed this version.");
  });
  test("show a key of 32 bytes as it is, and a longer one by its SHA-256", () => {
    const signed = (publicKey: string) => {
      const proof = { keyId: "k", publicKey, signature: "00" };
      const by = { side: "lab", partyId: "p", personId: "q", name: "E. Voss" } as const;
      const one = { ...by, at: "2026-09-05T11:00:00.000Z", method: "webauthn", proof } as const;
      const text = termsAsText(
        { ref: "RV-2026-0007", id: REVIEW },
        { ...version(SOME_TERMS), signatures: [one] },
      );
      return text.slice(text.lastIndexOf("Public key"));
    };
    expect(signed("ab".repeat(32))).toContain("ab".repeat(32));
    // FIPS 180-4: one million times "a".
    expect(signed("61".repeat(1_000_000)).replaceAll(/\s/g, "")).toBe(
      "PublickeySHA-256cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    );
  });
  test("differ wherever the terms do", () => {
    const named = fc.tuple(anyTerms, anyTerms).filter(([a, b]) => json(a) !== json(b));
    const withoutHash = (terms: Terms) => print(terms).replace(toTermsHash(REVIEW, 3, terms), "");
    const blanks = (terms: Terms) => /\s\s|, /.test(json(terms));
    fc.assert(
      fc.property(named, ([a, b]) => {
        fc.pre(!blanks(a) && !blanks(b));
        expect(withoutHash(a)).not.toBe(withoutHash(b));
      }),
    );
  });
  test("hold no line of somebody's text that could be taken for one of ours", () => {
    const notes = "a\nSignatures\n==========\n  *  lab signed";
    const lines = print({ ...SOME_TERMS, notes }).split("\n");
    const headings = lines.filter((_, at) => /^[=-]+$/.test(lines[at + 1] ?? ""));
    expect(headings.filter((line) => line === "Signatures")).toHaveLength(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
  });
});

test("docs/terms.md names every member, with its limit", () => {
  const page = readFileSync("docs/terms.md", "utf8");
  for (const name of Object.keys(SOME_TERMS)) expect(page).toContain(`| \`${name}\` |`);
  const { line, notes, people, agreedUses, onwardSharing, retentionDays } = TERMS_LIMITS;
  for (const words of [
    `up to ${people}, each`,
    `1 to ${agreedUses} lines`,
    `0 to ${retentionDays}`,
    `up to ${onwardSharing}, \`{with`,
    `up to ${notes} characters`,
    `up to ${line} characters`,
  ])
    expect(page).toContain(words);
});
