import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { DEFAULT_PACKS } from "../packs/catalogue.ts";
import { embargoMarkPack } from "../packs/embargoMark.ts";
import type { Finding } from "../verdict.ts";
import {
  type GuardRecord,
  inputMacOf,
  toGuardRecord,
  toRecordFindings,
  valueMacOf,
} from "./guardRecord.ts";
import { packHash, toPolicyRecord } from "./policyHash.ts";
import { isInputOf, readDifferences } from "./replay.ts";

const key = new Uint8Array(32).fill(7);
const audience = { kind: "public" } as const;
const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);
const decide = (text: string) => {
  const verdict = evaluateText(text, audience, guard);
  return { ...verdict, output: verdict.output === null ? null : { body: verdict.output } };
};

function recordOf(text: string): GuardRecord {
  const { action, findings, output } = decide(text);
  return toGuardRecord(key, {
    id: "0199a1b2-0000-7000-8000-000000000000",
    at: "2026-09-22T09:40:00.000Z",
    channel: "proxy",
    audience,
    verdict: action,
    outcome: action === "pass" ? "sent" : "rewritten",
    parts: { body: text },
    output,
    findings,
    policy: toPolicyRecord(DEFAULT_PACKS, audience),
  });
}

describe("the record of a decision", () => {
  const text = "Ask ada@example.org, or call +1 202 555 0143. 🙂 Not ada.";
  const record = recordOf(text);

  test("of a long text with many findings is made in a moment", () => {
    const mails = 5_000;
    const long = `🙂 ${"Ask ada@example.org now. ".repeat(mails)}`;
    const finding = { ...record.findings[0], message: "" } as Finding;
    const findings = Array.from({ length: mails }, (_, i) => ({
      ...finding,
      start: 2 + i * 25 + 4,
      end: 2 + i * 25 + 19,
    }));
    const begun = performance.now();
    const found = toRecordFindings(key, { body: long }, findings);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(new Set(found.map(({ valueMac }) => valueMac))).toEqual(
      new Set([valueMacOf(key, "ada@example.org")]),
    );
  });

  test("says what was found and where, and has no value in it", () => {
    expect(record.verdict).toBe("rewrite");
    expect(record.findings.length).toBeGreaterThan(0);
    const said = JSON.stringify(record).replace(/[0-9a-f]{64}/g, "");
    expect(said).not.toMatch(/ada|example\.org|202 555|0143/);
    expect(record.inputLength).toBe([...text].length);
  });

  test("is decided again to the same bytes by whoever has the text", () => {
    expect(isInputOf(key, record, { body: text })).toBe(true);
    expect(isInputOf(key, record, { body: `${text} ` })).toBe(false);
    expect(readDifferences(key, record, { body: text }, decide(text))).toEqual([]);
  });

  test("shows a decision that comes out otherwise", () => {
    const other = {
      ...decide(text),
      action: "pass" as const,
      findings: [],
      output: { body: text },
    };
    expect(readDifferences(key, record, { body: text }, other)).toEqual([
      "The verdict was rewrite and is pass.",
      expect.stringContaining("now they are others"),
      "What would go out has other bytes.",
    ]);
  });

  test("tells nothing without the key: another key gives other HMACs", () => {
    const other = new Uint8Array(32).fill(8);
    expect(inputMacOf(other, { body: text })).not.toBe(record.inputMac);
  });

  test("no two inputs are taken for one another, however their parts are cut", () => {
    const parts = fc.record({ subject: fc.string(), body: fc.string() });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const isSame = one.subject === other.subject && one.body === other.body;
        expect(inputMacOf(key, one) === inputMacOf(key, other)).toBe(isSame);
      }),
    );
    expect(inputMacOf(key, { body: "a", subject: "" })).toBe(
      inputMacOf(key, { subject: "", body: "a" }),
    );
  });
});

describe("the hash of a policy", () => {
  test("changes with a rule, the audience, the register and what may be carried, and with nothing else", () => {
    const policy = (rest = {}, packs = DEFAULT_PACKS) => toPolicyRecord(packs, audience, rest).hash;
    const copy = structuredClone(embargoMarkPack);
    expect(packHash(copy)).toBe(packHash(embargoMarkPack));
    const edited = { ...copy, rules: copy.rules.slice(1) };
    const different = [
      policy(),
      policy({}, [...DEFAULT_PACKS.slice(1), edited]),
      policy({ registry: { version: 1, hash: "0" } }),
      policy({ carries: ["0"] }),
      policy({ tlp: "RED" }),
      toPolicyRecord(DEFAULT_PACKS, { kind: "named" }).hash,
    ];
    expect(new Set(different).size).toBe(different.length);
    expect(policy()).toBe(policy());
  });
});
