import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makeIdentity } from "#actions/sealed/makeIdentity.ts";
import { openSource } from "#actions/sealed/openSource.ts";
import { readFirst, Unsaid } from "#actions/sealed/readFirst.ts";
import { sealToFile } from "#actions/sealed/sealToFile.ts";
import { CHECKS } from "#core/guard/detect/checks.ts";
import { compileGuard } from "#core/guard/engine/compileGuard.ts";
import { markRule } from "#core/guard/packs/markRule.ts";
import { summarizeReading } from "#core/guard/plaintext.ts";
import { makeFolder } from "../../testing/folder.ts";

const folder = makeFolder("seal-reading");
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** A rule that nobody may read past, not even those who are named. */
const house = markRule(
  "house/never",
  { standard: "House", clause: "1", url: "https://example.org/" },
  {
    type: "house.never",
    action: "block",
    pattern: "never share this",
    message: "The text says that it is never shared.",
    examples: ["never share this"],
    counterExamples: ["share this"],
  },
);
const guard = compileGuard(
  [{ id: "house", version: "1", rules: [house] }],
  { embargoed: [] },
  CHECKS,
);
const by = {
  guard: () => guard,
  policy: "0".repeat(64),
};

/** Reads a file as `assay seal` does; what it said, and what it made of it. */
async function reading(
  path: string,
  change: { evenSo?: string; isPipe?: boolean; by?: typeof by } = {},
) {
  const said: string[] = [];
  const opened = await openSource(path);
  const source = change.isPipe ? { ...opened, size: null } : opened;
  const say = (text: string) => void said.push(text);
  return { ...(await readFirst(source, change.evenSo, say, change.by)), said };
}

describe("before a file is sealed", () => {
  test("it is read, and what is found is said by rule and place, not by value", async () => {
    const { said, reading: known } = await reading(file("notes.txt", "mail ada@example.org"));
    expect(said.join("")).toContain("personal/email at 5:");
    expect(said.join("")).not.toContain("ada@");
    expect(known()).toMatchObject({ as: "text", highest: "rewrite", reason: null });
  });

  test("a program is not read as text, and that is said", async () => {
    const { reading: known } = await reading(file("a.bin", new Uint8Array(5_000)));
    expect(known().as).toBe("not-text");
    expect(summarizeReading(known())).toBe("not read: it is no text");
  });

  test("what blocks is not sealed without a reason, and with one the reason is kept", async () => {
    const path = file("never.txt", "Please never share this.");
    await expect(reading(path, { by })).rejects.toThrow(Unsaid);
    const { reading: known } = await reading(path, { by, evenSo: "They asked for it in writing" });
    expect(known()).toEqual({
      as: "text",
      policy: by.policy,
      highest: "block",
      rules: [{ ruleId: "house/never", count: 1 }],
      reason: "They asked for it in writing",
    });
  });

  test("a reason that nothing asks for is not kept", async () => {
    const { reading: known } = await reading(file("calm.txt", "Hello"), { by, evenSo: "Because" });
    expect(known().reason).toBeNull();
  });
});

describe("what can be read only once", () => {
  const sealed = async (text: string, evenSo?: string) => {
    const identity = join(makeFolder("seal-reading-key"), "key.txt");
    const { key } = await makeIdentity(identity);
    const change = { by, isPipe: true, ...(evenSo === undefined ? {} : { evenSo }) };
    const read = await reading(file("pipe.txt", text), change);
    const out = join(folder, "pipe.age");
    rmSync(out, { force: true });
    const label = { name: "pipe.txt", type: "text/plain", size: null };
    const recipients = [{ name: "Reader", key }];
    await sealToFile({ source: read.source, label, recipients, out }).catch((error: unknown) => {
      if (!(error instanceof Unsaid)) throw error;
    });
    return { out, read };
  };

  test("is read as it goes by, and has no name when it should not have been sealed", async () => {
    const { out } = await sealed("Please never share this.");
    expect(existsSync(out)).toBe(false);
  });

  test("is sealed when nothing is found, or when a reason is given", async () => {
    const calm = await sealed("Hello");
    expect(readFileSync(calm.out, "latin1")).toMatch(/^age-encryption/);
    expect(calm.read.reading().highest).toBe("none");
    const asked = await sealed("never share this", "Agreed");
    expect(existsSync(asked.out)).toBe(true);
    expect(asked.read.reading()).toMatchObject({ highest: "block", reason: "Agreed" });
  });
});
