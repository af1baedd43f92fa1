import { expect, test } from "vitest";
import { DEFAULT_PACKS, PACKS } from "./catalogue.ts";
import { oneOfEach } from "./oneOfEach.ts";

const [secrets, personal] = DEFAULT_PACKS;
if (!secrets || !personal) throw new Error("The default set is empty.");

test("a pack that is given twice, or read from a copy of its file, is taken once, where it came first", () => {
  const copy = structuredClone(secrets);
  expect(oneOfEach([secrets, personal, copy, secrets])).toEqual({
    ok: true,
    packs: [secrets, personal],
  });
});

test("packs of different ids are all taken, in their order", () => {
  expect(oneOfEach(PACKS)).toEqual({ ok: true, packs: PACKS });
});

test("two packs that say different things under one id are refused, with what to do", () => {
  const other = { ...secrets, rules: secrets.rules.slice(1) };
  const read = oneOfEach([secrets, other]);
  expect(read).toMatchObject({ ok: false });
  expect(!read.ok && read.message).toMatch(/"secrets".*another id/);
});
