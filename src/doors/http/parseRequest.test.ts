import type { FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { addParty } from "#contract/access/party.ts";
import { listCases } from "#contract/clearinghouse/case.ts";
import { parseRequest } from "./parseRequest.ts";

const bodyOf = (body: unknown) => ({ body, params: {}, query: {} }) as unknown as FastifyRequest;

test.each([
  [{ name: { length: { toString: 1 } }, kind: "lab" }],
  [{ name: { length: 1e9 }, kind: "lab" }],
  [{ name: ["x"], kind: "lab" }],
])("what pretends to have a length is a fault of the request, not a failure: %j", (body) => {
  const { problems } = parseRequest(addParty, bodyOf(body));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]?.pointer).toMatch(/^\/body/);
});

test("a list that is asked for by a word it does not know is not answered as if it had not been asked", () => {
  const { problems } = parseRequest(listCases, {
    query: { q: "inflate", limit: "3" },
  } as unknown as FastifyRequest);
  expect(problems).toMatchObject([{ rule: "request/unrecognized_keys", pointer: "/query" }]);
});
