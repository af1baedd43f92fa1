import { describe, expect, test } from "vitest";
import { ROUTES } from "./routes.ts";

describe("the contract", () => {
  test("names every route once", () => {
    const places = ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(places).toEqual([...new Set(places)]);
    const ids = ROUTES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(ROUTES.map((route) => [route.id, route] as const))(
    "%s describes its parameters and its answer",
    (_, route) => {
      const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(named.length > 0).toBe(route.params !== undefined);
      expect(
        route.answer !== undefined || route.rawAnswer !== undefined || route.status === 204,
      ).toBe(true);
      if (route.method === "GET") expect(route.body).toBeUndefined();
      if (route.ofCase) expect(named[0]).toBe("ref");
    },
  );
});
