import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { openApi } from "./openapi.ts";
import { ROUTES } from "./routes.ts";

type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: object;
  responses: Record<string, unknown>;
  security: object[];
};

const document = openApi("http://localhost:4180", "1.0.0");
const paths = document.paths as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe("the OpenAPI document", () => {
  test("is one, of 3.1, by the JSON Schema of its standard", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, validator.version]).toEqual([true, "3.1"]);
  });

  test("is refused by that schema when it is not one", async () => {
    const broken = { ...structuredClone(document), info: {} };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  test("names every operation once, and every reference leads somewhere", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.sort()).toEqual(ROUTES.map(({ id }) => id).sort());
    const text = JSON.stringify(document);
    for (const [, reference = ""] of text.matchAll(/"\$ref":"#([^"]+)"/g)) {
      const target = reference
        .split("/")
        .slice(1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect([reference, target === undefined]).toEqual([reference, false]);
    }
  });

  test("describes each name in a path, and asks for it", () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = operation.parameters.filter((one) => one.in === "path");
      expect([path, described.map(({ name }) => name).sort()]).toEqual([path, named.sort()]);
      expect(described.every(({ required }) => required)).toBe(true);
    }
  });

  test("says how one has to come in, wherever one has to", () => {
    for (const { path, operation } of operations) {
      const route = ROUTES.find(({ id }) => id === operation.operationId);
      const schemes = operation.security.flatMap((one) => Object.keys(one)).sort();
      const expected =
        route?.permission === "public"
          ? []
          : route?.permission === "link"
            ? ["link"]
            : route?.permission === "session"
              ? ["session"]
              : ["session", "token"];
      expect([path, schemes]).toEqual([path, expected]);
    }
  });
});
