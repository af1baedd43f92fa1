import { expect, test } from "vitest";
import { newKeyFile, openIdentities, readKeyFile } from "./identities.ts";

const random = (fill: number) => (bytes: number) => new Uint8Array(bytes).fill(fill);
const now = new Date("2026-06-02T08:00:00Z");

test("a new key comes with the file that a person keeps, and is read back from it", () => {
  const { identity, text, name } = newKeyFile(random(1), now);
  expect(name).toBe("assay-key-2026-06-02.txt");
  expect(readKeyFile(text)).toEqual([identity]);
});

test("another file is no key file, and the sentence says how one looks", () => {
  expect(() => readKeyFile("hello")).toThrow("AGE-SECRET-KEY-1");
});

test("keys are at hand with what others know them by, once each, until they are forgotten", () => {
  const held = openIdentities();
  let changes = 0;
  held.subscribe(() => {
    changes += 1;
  });
  const [a, b] = [1, 2].map((n) => newKeyFile(random(n), now).identity) as [string, string];
  expect(held.add([a], "file")).toHaveLength(1);
  expect(held.add([a, b], "passkey")).toHaveLength(2);
  expect(held.all().map(({ from }) => from)).toEqual(["file", "passkey"]);
  expect(held.all()[0]).toMatchObject({
    key: expect.stringMatching(/^age1/),
    fingerprint: expect.stringMatching(/^([0-9a-f]{4} ){4}/),
  });
  held.forget();
  expect(held.all()).toEqual([]);
  expect(changes).toBe(3);
});
