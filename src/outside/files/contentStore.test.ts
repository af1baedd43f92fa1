import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { openContentStore } from "./contentStore.ts";

const root = mkdtempSync(join(tmpdir(), "assay-content-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("what was put is read back, and the same bytes are kept once", async () => {
  const store = openContentStore(root);
  const bytes = new TextEncoder().encode("a reproducer");
  const [one, two] = [await store.put(bytes), await store.put(bytes)];
  expect(one).toBe(two);
  expect((await buffer(store.read(one))).toString()).toBe("a reproducer");
  expect(readdirSync(join(root, one.slice(0, 2)))).toEqual([one]);
});

test("a name that is no hash reaches no file", () => {
  expect(() => openContentStore(root).read("../../etc/passwd")).toThrow("is no SHA-256");
});
