import { describe, expect, test } from "vitest";
import { sha256Hex } from "../audit/mac.ts";
import { findKeyPolicy, readPolicies } from "./policyFile.ts";

const FILE = `
default: { audience: public }
keys:
  - name: bank
    sha256: ${sha256Hex("sk-bank-1")}
    prefix: sk-bank-
    audience: clients
    packs: [default, finra]
    upstream: http://127.0.0.1:8000/v1
    onEscalate: wait
    timeout: 60
    scanRequests: clients
    upstreamKeyFrom: BANK_KEY
  - name: other
    sha256: ${sha256Hex("sk-other")}
`;
const rulesOf = (text: string): string[] => {
  const read = readPolicies(text, "policies.yaml");
  return read.ok ? [] : read.problems.map(({ pointer, message }) => `${pointer} ${message}`);
};

describe("a file of policies", () => {
  test("says by its hash who is guarded how; a key that is not there has the default", () => {
    const read = readPolicies(FILE, "policies.yaml");
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const find = (key: string) => findKeyPolicy(read.file, key, sha256Hex(key));
    expect(find("sk-bank-1")).toMatchObject({ name: "bank", packs: ["default", "finra"] });
    expect(find("sk-other")).toMatchObject({ name: "other" });
    expect(find("sk-nobody")).toBeUndefined();
    expect(read.file.default).toEqual({ audience: "public" });
  });

  test("refuses unknown keys unless it says otherwise", () => {
    expect(readPolicies("keys: []", "p.yaml")).toMatchObject({ file: { default: "refuse" } });
    expect(readPolicies('{"keys":[]}', "p.json")).toMatchObject({ file: { default: "refuse" } });
  });

  test.each([
    ["keys: [{ name: a, sha256: sk-plain }]", "/keys/0/sha256", "64 small hexadecimal digits"],
    ["keys: [{ name: a }]", "/keys/0/sha256", ""],
    ["default: { audience: everybody }", "/default", ""],
    ["default: { upstreamKeyFrom: sk-secret }", "/default", ""],
    ["defaults: refuse", "", "defaults"],
    ["keys: [", "/line/1", ""],
  ])("says what is wrong with %j, and where", (text, pointer, message) => {
    const [first = ""] = rulesOf(text);
    expect(first.startsWith(pointer)).toBe(true);
    expect(first).toContain(message);
  });

  test("refuses one key twice", () => {
    const twice = FILE.replace(sha256Hex("sk-other"), sha256Hex("sk-bank-1"));
    expect(rulesOf(twice)).toEqual([expect.stringContaining("as entry 1")]);
  });
});
