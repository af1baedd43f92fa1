import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clear, clearReleased, evaluateLeaving } from "./evaluate.ts";
import { toSealed } from "./message.ts";
import { DEFAULT_PACKS } from "./packs/catalogue.ts";
import { erasedPack } from "./packs/erased.ts";
import { toSaltedTerm } from "./saltedTerm.ts";

const PACKS = [...DEFAULT_PACKS, erasedPack];
const PUBLIC = { kind: "public" } as const;
const quiet = { embargoed: [], tlp: null } as const;
const judge = (body: string, mayCarry: readonly string[] = []) =>
  evaluateLeaving({ subject: "Hello", body }, PUBLIC, quiet, PACKS, { mayCarry });

describe("what a message is declared to carry", () => {
  const mail = "Dear ada@example.org, write to bob@example.org.";

  test("stays in it, by the exact value, and nothing else does", () => {
    const { action, findings, output } = judge(mail, ["ada@example.org"]);
    expect(action).toBe("rewrite");
    expect(findings.map(({ start, end }) => mail.slice(start, end))).toEqual(["bob@example.org"]);
    expect(output).toEqual({ subject: "Hello", body: "Dear ada@example.org, write to [EMAIL]." });
    expect(judge(mail, ["ada@example.org", "bob@example.org"]).action).toBe("pass");
  });

  test.each([["ada@example.or"], ["ADA@EXAMPLE.ORG"], ["@example.org"], ["a"], [""]])(
    "is not excused by %j, which is another value",
    (value) => {
      expect(judge("Dear ada@example.org.", [value]).action).toBe("rewrite");
    },
  );

  test("is never a mark, a key or a canary: no declaration lets through what blocks", () => {
    const marked = judge("TLP:RED", ["TLP:RED"]);
    expect(marked.action).toBe("block");
    const canary = { ...quiet, canaries: [{ caseId: "c1", token: "cnry7f3a" }] };
    const parts = { body: "see cnry7f3a" };
    const { action } = evaluateLeaving(parts, PUBLIC, canary, PACKS, { mayCarry: ["cnry7f3a"] });
    expect(action).toBe("block");
  });

  test("does not bring back what a rewriting took out, whatever signs the text has", () => {
    const piece = fc.constantFrom(
      "ada@example.org",
      " bob@example.org ",
      " ",
      "\ue0000\ue001",
      "\ue000",
      "x",
      "TLP",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { output } = judge(pieces.join(""), ["ada@example.org"]);
        expect(output?.body ?? "").not.toContain("bob@example.org");
        if (output) expect(judge(output.body ?? "", ["ada@example.org"]).action).toBe("pass");
      }),
    );
  });
});

describe("parts of one message", () => {
  test("are judged together", () => {
    const parts = { subject: "For ada@example.org", body: "TLP:RED" };
    const { action, findings, output } = evaluateLeaving(parts, PUBLIC, quiet, PACKS);
    expect({ action, output }).toEqual({ action: "block", output: null });
    expect(findings.map(({ part }) => part)).toEqual(["subject", "body"]);
  });

  test("that are JSON stay JSON when something is taken out", () => {
    const body = JSON.stringify({ by: "ada@example.org", n: 1 });
    const options = { isJson: true };
    const { output } = evaluateLeaving({ body }, PUBLIC, quiet, PACKS, options);
    expect(JSON.parse(output?.body ?? "")).toEqual({ by: "[EMAIL]", n: 1 });
  });

  test("name nobody who was erased, though nobody here knows the name", () => {
    const salt = "salt";
    const terms = ["Ada Lovelace", "ada@example.org"].flatMap(
      (name) => toSaltedTerm(salt, name) ?? [],
    );
    const context = { ...quiet, live: { embargoed: [], erasedTerms: { salt, terms } } };
    const parts = { body: "Thanks to ADA lovelace." };
    const { output, findings } = evaluateLeaving(parts, { kind: "named" }, context, PACKS);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["erased/subject"]);
    expect(output).toEqual({ body: "Thanks to [ERASED]." });
  });
});

describe("a person's word", () => {
  const leaving = { to: [], subject: "s", body: "TLP:GREEN" };
  const verdict = evaluateLeaving({ body: leaving.body }, PUBLIC, quiet, PACKS);
  const release = { outputSha256: "abc", personId: "p", name: "R. Teal", reason: "Agreed" };

  test("lets just the bytes go that the person read", () => {
    expect(verdict.action).toBe("escalate");
    expect(clear(leaving, verdict).ok).toBe(false);
    expect(clearReleased(leaving, verdict, "abc", release).ok).toBe(true);
    expect(clearReleased(leaving, verdict, "abd", release).ok).toBe(false);
    expect(clearReleased(leaving, verdict, "abc", null).ok).toBe(false);
  });

  test("does not let go what blocks by now", () => {
    const blocked = { ...verdict, action: "block" as const };
    expect(clearReleased(leaving, blocked, "abc", release).ok).toBe(false);
  });
});

test("nothing is sealed to nobody", () => {
  expect(() => toSealed([], 3, "abc")).toThrow(RangeError);
  expect(toSealed(["age1x"], 3, "abc")).toMatchObject({ recipients: ["age1x"], size: 3 });
});
