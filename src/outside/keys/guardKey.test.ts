import { writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../../testing/folder.ts";
import { newGuardKey, openGuardKey } from "./guardKey.ts";

const key = newGuardKey();

describe("the guard's key", () => {
  test("opens what it sealed, about the same thing at the same desk, and nothing else", () => {
    const sealed = key.seal("desk", "escalation/1", "held text");
    expect(Buffer.from(sealed).toString("latin1")).not.toContain("held");
    expect(key.open("desk", "escalation/1", sealed)).toBe("held text");
    expect(() => key.open("desk", "escalation/2", sealed)).toThrow();
    expect(() => key.open("other", "escalation/1", sealed)).toThrow();
    expect(() => newGuardKey().open("desk", "escalation/1", sealed)).toThrow();
    const changed = Buffer.from(sealed);
    changed[14] = (changed[14] ?? 0) ^ 1;
    expect(() => key.open("desk", "escalation/1", changed)).toThrow();
  });

  test("gives every subject a key of its own: one does not open for another", () => {
    const ada = { id: "ada", key: key.newSubjectKey("desk", "ada") };
    const bob = { id: "bob", key: key.newSubjectKey("desk", "bob") };
    const sealed = key.sealFor("desk", ada, "ada@example.org");
    expect(key.openFor("desk", ada, sealed)).toBe("ada@example.org");
    expect(() => key.openFor("desk", bob, sealed)).toThrow();
    expect(() => key.openFor("desk", { id: "bob", key: ada.key }, sealed)).toThrow();
  });

  test("has another salt, audit key and case key for each desk and case", () => {
    const of = (desk: string) => [
      key.salt(desk),
      Buffer.from(key.auditKey(desk)).toString("hex"),
      Buffer.from(key.caseKey(desk, "c")).toString("hex"),
    ];
    expect(new Set([...of("a"), ...of("b")]).size).toBe(6);
    expect(of("a")).toEqual(of("a"));
    expect(key.caseKey("a", "bc")).not.toEqual(key.caseKey("ab", "c"));
  });

  test("is made once, read by its owner alone, and refused when it is none", async () => {
    const folder = makeFolder("guard-key");
    const made = await openGuardKey(folder);
    expect((await openGuardKey(folder)).salt("d")).toBe(made.salt("d"));
    expect((await stat(join(folder, "guard.key"))).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, "guard.key"), "not a key");
    await expect(openGuardKey(folder)).rejects.toThrow("guard.key");
  });
});
