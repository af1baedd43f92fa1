import { describe, expect, test } from "vitest";
import { packHash } from "../audit/policyHash.ts";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { readPackFile } from "./readPackFile.ts";

const YAML = `
id: acme
version: 1.10
citation: { standard: ACME handbook, clause: "7.2", url: "https://acme.example/handbook" }
rules:
  - id: badge
    type: person.badge
    action: rewrite
    detector: { pattern: '\\bACME-(\\d{6})\\b', near: { words: [badge], within: 40 } }
    examples: ["badge ACME-123456"]
    counterExamples: ["part ACME-123456"]
  - id: acme/code-name
    type: trade-secret.code-name
    action: escalate
    detector: { terms: [Nightjar] }
    examples: ["about NIGHTJAR."]
`;

const problemsOf = (text: string, name: string) => {
  const read = readPackFile(text, name);
  return read.ok ? [] : read.problems.map(({ pointer, message }) => `${pointer} ${message}`);
};
const packOf = (text: string, name: string) => {
  const read = readPackFile(text, name);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.pack;
};

test("thousands of unknown names are told in one short line", () => {
  const text = Array.from({ length: 5_000 }, (_, i) => `k${i}: v`).join("\n");
  const said = problemsOf(text, "x.yaml");
  expect(said.join("\n")).toMatch(/Unrecognized keys/);
  expect(said.join("\n").length).toBeLessThan(1_000);
});

describe("a pack in a file", () => {
  const pack = packOf(YAML, "packs/acme.yaml");

  test("in YAML is ready to judge by", () => {
    expect(pack.version).toBe("1.10");
    const guard = compileGuard([pack], { embargoed: [] }, CHECKS);
    const { action, findings } = evaluateText(
      "badge ACME-123456, Nightjar",
      { kind: "public" },
      guard,
    );
    expect(action).toBe("escalate");
    expect(findings).toMatchObject([
      { ruleId: "acme/badge", start: 11, end: 17, citation: { clause: "7.2" } },
      { ruleId: "acme/code-name" },
    ]);
  });

  test("is the same pack, by its hash, in JSON and in TOML", () => {
    const json = JSON.stringify(pack);
    expect(packHash(packOf(json, "other.json"))).toBe(packHash(pack));
    const toml = `
id = "acme"
version = "1.10"
[citation]
standard = "ACME handbook"
clause = "7.2"
url = "https://acme.example/handbook"
[[rules]]
id = "badge"
type = "person.badge"
action = "rewrite"
detector = { pattern = '\\bACME-(\\d{6})\\b', near = { words = ["badge"], within = 40 } }
examples = ["badge ACME-123456"]
counterExamples = ["part ACME-123456"]
[[rules]]
id = "code-name"
type = "trade-secret.code-name"
action = "escalate"
detector = { terms = ["Nightjar"] }
examples = ["about NIGHTJAR."]
`;
    expect(packHash(packOf(toml, "acme"))).toBe(packHash(pack));
  });

  test("of gitleaks is taken over, less what cannot be, each with its line and reason", () => {
    const toml = `title = "t"
[[rules]]
id = "a-key"
regex = '''\\bakey_[a-z0-9]{10}\\b'''
keywords = ["akey_"]
[[rules]]
id = "by-name"
path = '''\\.p12$'''
[[rules]]
id = "backwards"
regex = '''(?<=x)akey'''
`;
    const read = readPackFile(toml, "rules/Git Leaks.toml");
    expect(read).toMatchObject({ ok: true, pack: { id: "git-leaks" } });
    if (!read.ok) return;
    expect(read.pack.rules.map(({ id }) => id)).toEqual(["git-leaks/a-key"]);
    expect(read.refused).toHaveLength(2);
    expect(read.refused[0]?.message).toMatch(/^Line 6: by-name: looks at file names only/);
  });

  test("has a bounded number of rules", () => {
    const many = Array.from({ length: 20_001 }, () => "{}").join(",");
    expect(problemsOf(`{"rules":[${many}]}`, "a.json").join("\n")).toContain(
      "A pack has at most 20000 rules. Split it.",
    );
    const foreign = "[[rules]]\nregex = 'a'\n".repeat(20_001);
    expect(problemsOf(foreign, "a.toml")).toEqual([
      "/rules A pack has at most 20000 rules. Split it.",
    ]);
    expect(problemsOf(" ".repeat(16 * 1024 * 1024 + 1), "a.toml").join()).toContain("up to 16 MiB");
  });

  test("of a foreign file names what it leaves out by its place in the file", () => {
    const toml = `[extend]
useDefault = true
[[rules]]
id = "by-name"
path = '(?i)env$'
[[rules]]
id = "number"
regex = 5
[[rules]]
id = "broken"
regex = 'bb_[a-z]{4}('
[[rules]]
id = "good"
regex = 'gg_[a-z]{4}'
[[rules]]
id = "twice taken"
regex = 'tt_[a-z]{4}'
`;
    const read = readPackFile(toml, "foreign.toml");
    expect(read.ok && read.refused.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      expect.stringMatching(/^\/extend .*the rules of other files are not read/),
      expect.stringMatching(/^\/rules\/0 Line 3: by-name: looks at file names only/),
      expect.stringMatching(/^\/rules\/1 Line 6: number: has a regex that is no text/),
      expect.stringMatching(/^\/rules\/2\S* Line 9: /),
      expect.stringMatching(/^\/rules\/4\/id Line 15: foreign\/twice taken: an id/),
      expect.stringMatching(/^\/rules\/4\/type Line 15: /),
    ]);
  });

  test.each([
    ["id: a\nrules:\n  - id: b\n    detector: {pattern: 'x", "/line/4/column"],
    ["rules: []", "/rules Line 1: A pack has at least one rule."],
    [
      "rules: [{id: b, type: c, action: rewrite, detector: {pattern: abc}, colour: red}]",
      'Unrecognized key: "colour"',
    ],
    [
      "rules:\n  - id: b\n    type: c\n    action: allow\n    detector: {pattern: abc}",
      "/rules/0/action Line 4",
    ],
    [
      "rules:\n  - id: b\n    type: c\n    action: block\n    examples: [abc]\n    detector: {pattern: abc}",
      "/rules/0/citation Line 2: pack/b: a rule cites",
    ],
    [
      YAML.replace("\\d{6}", "\\d+"),
      "/rules/0/detector/pattern Line 9: acme/badge: a match may have any length",
    ],
    [YAML.replace("badge ACME-123456", "nothing"), "/rules/0/examples/0 Line 10"],
    [
      YAML.replace("(\\d{6})", "(?!0)\\d{6}"),
      "/rules/0/detector/pattern Line 9: acme/badge: cannot be read in linear time",
    ],
  ])("%j is refused with the place", (text, said) => {
    expect(problemsOf(text, "pack.yaml").join("\n")).toContain(said);
  });

  test.each([
    ["[", "a.json", "/line/1"],
    ["x = ", "a.toml", "/line/1"],
    ["{}", "a.json", "/rules"],
    ["", "a.yaml", "/line/1"],
    ["rules: &r\n  - *r", "a.yaml", "/line/2/column/5 Line 2, column 5: the alias stands inside"],
    ['{"rules": 1}', "a.json", "/rules Line 1"],
    ["null", "a.json", " "],
    ["rules = 1", "a.toml", "/rules"],
  ])("%j as %s is refused, and is no accident", (text, name, said) => {
    expect(problemsOf(text, name).join("\n")).toContain(said);
  });
});
