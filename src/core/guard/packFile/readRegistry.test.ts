import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { PACKS } from "../packs/catalogue.ts";
import { toSaltedTerm } from "../saltedTerm.ts";
import { readRegistry } from "./readRegistry.ts";

const judge = (file: object, text: string) => {
  const read = readRegistry(JSON.stringify(file));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const guard = compileGuard(PACKS, read.registry, CHECKS);
  return evaluateText(text, { kind: "public" }, guard).findings.map(({ type }) => type);
};

describe("a registry in a file", () => {
  test("tells of cases, people, canaries, the erased and terms", () => {
    const file = {
      embargoed: [{ caseId: "C-1", keys: ["GHSA-7rjr-3q55-vv33"] }],
      people: [{ caseId: "C-1", names: ["Ada Lovelace"] }, { names: ["Grace Hopper"] }],
      canaries: [{ caseId: "C-1", token: "cnry-1f2e" }],
      erased: ["Alan Turing"],
      terms: ["Project Nightjar"],
    };
    const text =
      "ghsa-7rjr-3q55-vv33 by Ada Lovelace and Grace Hopper, cnry-1f2e, Alan Turing, project nightjar";
    expect(new Set(judge(file, text))).toEqual(
      new Set(["embargo.key", "canary", "person.name", "person.erased", "trade-secret.term"]),
    );
  });

  test("may keep its terms to itself", () => {
    const terms = { salt: "s", terms: [toSaltedTerm("s", "project nightjar")] };
    expect(judge({ terms }, "Project Nightjar")).toEqual(["trade-secret.term"]);
    expect(judge({ terms }, "Project Nightingale")).toEqual([]);
  });

  test.each([
    ['{"embargoes": []}', 'Unrecognized key: "embargoes"'],
    ['{"embargoed": [{"keys": []}]}', "/embargoed/0/caseId Line 1"],
    ["[", "/line/1"],
    ['{"canaries": [{"caseId": "a", "token": "x"}]}', "/canaries/0/token"],
  ])("%s is refused with the place", (text, said) => {
    const read = readRegistry(text);
    expect(read.ok ? "" : read.problems.map((p) => `${p.pointer} ${p.message}`).join()).toContain(
      said,
    );
  });
});
