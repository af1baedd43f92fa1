import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Asker, decideEntry } from "./asker.ts";
import { mayDo, PERMISSION_NAMES, PERMISSIONS } from "./permission.ts";
import { ROLES } from "./role.ts";

const person: Asker = {
  deskId: "desk",
  personId: "person",
  partyId: "party",
  name: "Somebody",
  roles: ["analyst"],
  scopes: null,
  onlyCaseId: null,
  via: "session",
};
const holder: Asker = {
  ...person,
  personId: null,
  roles: ["owner"],
  onlyCaseId: "case",
  via: "link",
};
const token: Asker = { ...person, via: "token" };

describe("entry", () => {
  test("is free where anybody may", () => {
    for (const asker of [undefined, person, token, holder])
      expect(decideEntry("public", asker)).toBeUndefined();
  });

  test("asks nobody-in-particular to sign in, everywhere else", () => {
    for (const permission of [...PERMISSION_NAMES, "signed-in", "session", "link"] as const)
      expect(decideEntry(permission, undefined)).toBe("access/sign-in");
  });

  test("by a link opens what is for links, and nothing else", () => {
    expect(decideEntry("link", holder)).toBeUndefined();
    for (const permission of [...PERMISSION_NAMES, "signed-in", "session"] as const)
      expect(decideEntry(permission, holder)).toBe("access/forbidden");
    expect(decideEntry("link", person)).toBe("access/forbidden");
  });

  test("in person is not by token", () => {
    expect(decideEntry("session", person)).toBeUndefined();
    expect(decideEntry("session", token)).toBe("access/session");
    expect(decideEntry("signed-in", token)).toBeUndefined();
  });

  const roles = fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 });
  const permission = fc.constantFrom(...PERMISSION_NAMES);

  test("is given by any one of the roles", () => {
    fc.assert(
      fc.property(roles, permission, (some, wanted) => {
        const may = some.some((role) => (PERMISSIONS[wanted] as readonly string[]).includes(role));
        const turned = decideEntry(wanted, { ...person, roles: some });
        expect(turned).toBe(may ? undefined : "access/forbidden");
      }),
    );
  });

  test("by a token is never wider than its scopes, and never wider than its person", () => {
    const scopes = fc.uniqueArray(permission, { minLength: 1 });
    fc.assert(
      fc.property(roles, scopes, permission, (some, limits, wanted) => {
        const turned = decideEntry(wanted, { ...token, roles: some, scopes: limits });
        expect(turned === undefined).toBe(mayDo(wanted, some) && limits.includes(wanted));
      }),
    );
  });
});

test("administrators keep accounts and are given nothing that shows a case", () => {
  const theirs = PERMISSION_NAMES.filter((name) => mayDo(name, ["administrator"]));
  expect(theirs.filter((name) => /^(case|report|embargo|message|advisory)\./.test(name))).toEqual(
    [],
  );
});

test("operators may ask the guard what may leave, and are given nothing else here yet", () => {
  expect(PERMISSION_NAMES.filter((name) => mayDo(name, ["operator"]))).toEqual(["guard.ask"]);
});
