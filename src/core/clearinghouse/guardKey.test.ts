import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blankFinding } from "../formats/blankFinding.ts";
import { evaluate } from "../guard/evaluate.ts";
import { embargoMarkPack } from "../guard/packs/embargoMark.ts";
import type { Finding } from "./finding.ts";
import { keysOfFinding, probesIn, writes } from "./guardKey.ts";

const COMMIT = "c81b7d0aa03e9f2ad4e0c1b2a394857665544332";
const finding: Finding = {
  ...blankFinding("A flaw", ""),
  component: "pkg:npm/%40harbor/Reader",
  version: "3.2.1",
  commit: COMMIT,
  aliases: ["CVE-2026-40123", "x"],
  reproducer: { kind: "file", name: "crafted.hbx", sha256: "ab", size: 4 },
};

/** The words of a text that are keys of the finding. */
function keysIn(text: string, of: Finding = finding): string[] {
  const probes = probesIn([text]);
  return keysOfFinding(of).flatMap((key) =>
    [...(probes.get(key.probe) ?? [])].filter((word) => writes(word, key)),
  );
}

describe("what tells which flaw a case is about", () => {
  test.each([
    ["a purl with its version", "It is pkg:npm/%40harbor/Reader@3.2.1."],
    ["a name with its version", "Upgrade (reader@3.2.1) soon"],
    ["a commit, abbreviated", "since c81b7d0"],
    ["a commit, whole and shouted", COMMIT.toUpperCase()],
    ["a commit in an address", `https://git.example/harbor/commit/${COMMIT}?diff=1`],
    ["an id between quotes", "“cve-2026-40123”, perhaps"],
    ["the proof in a path", "run ./reader /tmp/crafted.hbx\n"],
    ["the proof with a word added", "crafted.hbx: see below"],
  ])("%s is found", (_, text) => {
    expect(keysIn(text)).not.toEqual([]);
  });

  test.each([
    ["another version", "reader@3.2.10 and reader@3.2"],
    ["the component alone", "pkg:npm/%40harbor/Reader"],
    ["another commit", "c81b7d1"],
    ["six digits of the commit", "c81b7d"],
    ["a longer id", "CVE-2026-401234"],
    ["a word that is everywhere", "x"],
  ])("%s is not", (_, text) => {
    expect(keysIn(text)).toEqual([]);
  });

  test("a file that everybody calls so tells nothing", () => {
    const reproducer = { kind: "file", name: "poc.c", sha256: "ab", size: 4 } as const;
    expect(keysIn("gcc poc.c", { ...finding, reproducer })).toEqual([]);
  });

  test("a finding of which nothing is known has no keys", () => {
    expect(keysOfFinding(blankFinding("A flaw", ""))).toEqual([]);
  });

  test("every key is found among any words, and the guard then stops it", () => {
    const keys = keysOfFinding(finding).map(({ value }) => value);
    const words = fc.array(fc.string({ unit: "grapheme" }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...keys), words, words, (key, before, after) => {
        const body = [...before, key, ...after].join(" ");
        const found = keysIn(body);
        expect(found).toContain(key);
        const embargoed = [{ caseId: "c", keys: found }];
        const message = { to: [], subject: "", body };
        const { action } = evaluate(message, { kind: "public" }, { embargoed, tlp: null }, [
          embargoMarkPack,
        ]);
        expect(action).toBe("block");
      }),
    );
  });
});
