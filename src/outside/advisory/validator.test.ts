import { afterAll, expect, test } from "vitest";
import { exampleAdvisory } from "#core/advisory/exampleAdvisory.ts";
import { openValidator } from "./validator.ts";

const validator = openValidator();
afterAll(() => validator.close());

test("an advisory is checked in a thread of its own, and each asker gets its own answer", async () => {
  const good = validator.validate(exampleAdvisory);
  const bad = validator.validate({ ...exampleAdvisory, products: [] });
  expect((await good).isReady).toBe(true);
  expect(await bad).toMatchObject({ isReady: false, advisory: [{ pointer: "/products" }] });
}, 60_000);

test("who waits when it is closed is told, and the next question begins a new thread", async () => {
  const cut = validator.validate(exampleAdvisory);
  await Promise.all([expect(cut).rejects.toThrow("closed"), validator.close()]);
  expect((await validator.validate(exampleAdvisory)).isReady).toBe(true);
}, 60_000);
