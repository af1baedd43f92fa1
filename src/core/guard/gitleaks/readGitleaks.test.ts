import { describe, expect, test } from "vitest";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { lintPack } from "../lintPack.ts";
import { readGitleaks } from "./readGitleaks.ts";

const TOML = `
title = "mine"
[allowlist]
regexes = ['''^X+$''']
stopwords = ["abcdefgh"]

[[rules]]
id = "acme"
description = "An Acme key."
regex = '''(?i)[\\w.-]{0,50}?(?:acme)(?:[ \\t\\w.-]{0,20})=[ ]?([a-z0-9]{8,})(?:[\\s;]|$)'''
entropy = 2
keywords = ["acme"]
[[rules.allowlists]]
regexTarget = "line"
regexes = ['''sample''']

[[rules]]
id = "far"
regex = '''\\b[a-f0-9]{10,}\\b'''
keywords = ["heroku"]

[[rules]]
id = "file"
path = '''\\.p12$'''

[[rules]]
id = "filtered"
regex = '''fl_([a-z0-9]{6})'''
keywords = ["fl_"]
filter = '''
entropy(finding["secret"]) <= 1.5
|| matchesAny(finding["secret"], [\`^test\`])
|| !matchesAny(finding["secret"], ["[0-9]"])
'''

[[rules]]
id = "program"
regex = '''pg_[a-z]{6}'''
keywords = ["pg_"]
filter = "let x = 1; x > 0"

[[rules]]
id = "broken"
regex = '''(?<=a)b'''
keywords = ["b"]
`;

const { pack, refused } = readGitleaks(TOML, { id: "mine", version: "1" });
const guard = compileGuard([pack], { embargoed: [] }, {});
const found = (text: string) =>
  evaluateText(text, { kind: "public" }, guard).findings.map(({ ruleId, start, end }) => [
    ruleId,
    text.slice(start, end),
  ]);

describe("gitleaks' rules", () => {
  test("find the group, where keyword, pattern, entropy and allowances say so", () => {
    expect(found("MY_ACME_KEY = k3y4you5; ")).toEqual([["mine/acme", "k3y4you5"]]);
    expect(found("acme = aaaaaaaa")).toEqual([]);
    expect(found("# sample\nacme = k3y4you5")).toHaveLength(1);
    expect(found("sample acme = k3y4you5")).toEqual([]);
    expect(found("acme = abcdefgh1")).toEqual([]);
  });

  test("whose pattern has no literal are read from a keyword on", () => {
    expect(found("heroku: 0123456789ab")).toEqual([["mine/far", "0123456789ab"]]);
    expect(found("0123456789ab")).toEqual([]);
  });

  test("with filters of alternatives are taken over", () => {
    expect(found("fl_ab12cd fl_abcdef fl_test12 fl_aa11aa")).toEqual([["mine/filtered", "ab12cd"]]);
  });

  test("that cannot be taken over are named with the reason", () => {
    expect(refused.map(({ message }) => message)).toEqual([
      expect.stringContaining("file: looks at file names"),
      expect.stringContaining("program: has a filter"),
      expect.stringContaining("broken: look-around"),
    ]);
  });

  test("without a longest match are cut, not refused", () => {
    expect(lintPack(pack, { checks: {}, unbounded: "cut", needsExamples: false })).toEqual([]);
    expect(lintPack(pack, { checks: {}, unbounded: "refuse", needsExamples: false })).toHaveLength(
      2,
    );
  });

  test("allowances of the file hold for the rules that they name, and for all where they name none", () => {
    const { pack } = readGitleaks(
      `[[allowlists]]
targetRules = ["one"]
regexes = ["SAMPLE"]
[[allowlists]]
stopwords = ["never"]
[[rules]]
id = "one"
regex = 'one_([A-Z]{6,12})'
[[rules]]
id = "two"
regex = 'two_([A-Z]{6,12})'
`,
      { id: "t", version: "1" },
    );
    const targets = compileGuard([pack], { embargoed: [] }, {});
    const rulesIn = (text: string) =>
      evaluateText(text, { kind: "public" }, targets).findings.map(({ ruleId }) => ruleId);
    expect(rulesIn("one_SAMPLE two_SAMPLE")).toEqual(["t/two"]);
    expect(rulesIn("one_NEVERX two_NEVERX")).toEqual([]);
    expect(rulesIn("one_QWERTY two_QWERTY")).toEqual(["t/one", "t/two"]);
  });

  test.each([
    ['condition = "&&"', "t/one"],
    ['condition = "and"', "t/one"],
    ['condition = "||"', null],
    ['regexTarget = "secret"', null],
  ])("an allowance with %s is gitleaks' own", (line, left) => {
    const toml = `[[rules]]\nid = "one"\nregex = 'one_([A-Z]{6})'\n[[rules.allowlists]]\n${line}\nregexes = ["SAMPLE"]\nstopwords = ["other"]\n`;
    const own = compileGuard(
      [readGitleaks(toml, { id: "t", version: "1" }).pack],
      { embargoed: [] },
      {},
    );
    const { findings } = evaluateText("one_SAMPLE", { kind: "public" }, own);
    expect(findings[0]?.ruleId ?? null).toBe(left);
  });

  test.each(['condition = "XOR"', 'regexTarget = "commit"'])(
    "an allowance with %s is not guessed at: the rule is refused",
    (line) => {
      const toml = `[[rules]]\nid = "one"\nregex = 'one_([A-Z]{6})'\n[[rules.allowlists]]\n${line}\nregexes = ["SAMPLE"]\n`;
      const read = readGitleaks(toml, { id: "t", version: "1" });
      expect(read.refused.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^one: has an allowance whose \w+ is "/),
      ]);
    },
  );

  test("a file that is no TOML is a problem with its line", () => {
    expect(readGitleaks("title = \n", { id: "x", version: "1" }).refused).toMatchObject([
      { rule: "guard/toml", pointer: "/line/1" },
    ]);
  });
});
