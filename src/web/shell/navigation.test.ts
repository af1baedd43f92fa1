import { expect, test } from "vitest";
import { mayDo } from "#core/access/permission.ts";
import { ROLES, type Role } from "#core/access/role.ts";
import { homeOf, navigationOf, waysOf } from "./navigation.ts";

const as = (role: Role) => (permission: Parameters<typeof mayDo>[0]) => mayDo(permission, [role]);

test.each([
  ["analyst", "/work"],
  ["finder", "/findings"],
  ["owner", "/queue"],
  ["overseer", "/ledger"],
  ["administrator", "/ledger"],
  ["reviewer", "/reviews"],
  ["coverage-officer", "/coverage"],
  ["operator", "/tokens"],
  ["privacy-officer", "/guard/erased"],
] as const)("%s starts at %s", (role, home) => {
  expect(homeOf(as(role))).toBe(home);
});

test("an administrator is offered no page with case content", () => {
  const offered = navigationOf(as("administrator")).flatMap(({ items }) =>
    items.map(({ to }) => to),
  );
  expect(offered).not.toContain("/work");
  expect(offered).not.toContain("/queue");
  expect(offered).toContain("/people");
});

test("two letters lead to pages that are offered, no two pages by the same", () => {
  for (const role of ROLES) {
    const offered = navigationOf(as(role)).flatMap(({ items }) => items.map(({ to }) => to));
    const ways = waysOf(as(role));
    expect(offered).toEqual(expect.arrayContaining(ways.map(({ to }) => to)));
    expect(new Set(ways.map(({ keys }) => keys)).size).toBe(ways.length);
  }
  expect(waysOf(as("reviewer")).map(({ keys, to }) => [keys, to])).toEqual([
    ["g r", "/reviews"],
    ["g e", "/evaluations"],
  ]);
});

test("every role is offered something, and no empty group", () => {
  for (const role of ROLES)
    for (const group of navigationOf(as(role))) expect(group.items.length).toBeGreaterThan(0);
});
