import { expect, test } from "vitest";
import type { ReviewAccess } from "#contract/review/reviewPage.ts";
import { collapse } from "./collapse.ts";

const access = (seq: number, over: Partial<ReviewAccess> = {}): ReviewAccess => ({
  seq,
  at: `2026-09-22T09:38:${String(seq).padStart(2, "0")}Z`,
  personId: "sand",
  partyId: "bureau",
  name: "P. Sand",
  what: "review",
  materialId: null,
  grantId: null,
  way: "browser",
  origin: "198.51.100.24",
  detail: "",
  ...over,
});
const runs = (accesses: readonly ReviewAccess[]) =>
  collapse(accesses).map(({ newest, count, since }) => [newest.seq, count, since.slice(-3, -1)]);

test("looks of one person are one line, with their number and their beginning", () => {
  expect(runs([access(5), access(4), access(3)])).toEqual([[5, 3, "03"]]);
});

test("people who look in turns have a line each", () => {
  const reed = { personId: "reed" };
  expect(runs([access(6), access(5, reed), access(4), access(3, reed), access(2)])).toEqual([
    [6, 3, "02"],
    [5, 2, "03"],
  ]);
});

test("another way or another place begins a new line", () => {
  expect(
    runs([access(6), access(4, { way: "API token" }), access(3, { origin: "203.0.113.9" })]),
  ).toHaveLength(3);
});

test("looks before and after something was touched are not put together", () => {
  expect(runs([access(5), access(4, { what: "payload" }), access(3), access(2)])).toEqual([
    [5, 1, "05"],
    [4, 1, "04"],
    [3, 2, "02"],
  ]);
});

test("what touched the model or its material is never put together", () => {
  for (const what of ["envelope", "payload", "endpoint"] as const)
    expect(runs([access(2, { what }), access(1, { what })])).toHaveLength(2);
});
