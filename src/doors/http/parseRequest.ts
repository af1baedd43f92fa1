import type { FastifyRequest } from "fastify";
import type { Route } from "#contract/route.ts";
import { toPointer } from "#core/jsonPointer.ts";
import type { Problem } from "#core/problem.ts";

type Part = "params" | "query" | "body";
const PARTS = ["params", "query", "body"] as const;

/** JSON can write what no database holds: NUL, and half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

const unstorable = (pointer: string): Problem => ({
  rule: "request/text",
  pointer,
  message: "This text holds a NUL or half of a surrogate pair; leave it out.",
});

const tooDeep = (pointer: string): Problem => ({
  rule: "request/depth",
  pointer,
  message: `This is nested more than ${DEEPEST} levels deep.`,
});

const DEEPEST = 100;

type Place = { readonly value: unknown; readonly path: readonly string[] };

/** What the shape of a route does not rule out, and neither stack nor database would bear. Not recursive, hence. */
function findUnbearable(part: Part, given: unknown): Problem[] {
  const problems: Problem[] = [];
  const places: Place[] = [{ value: given, path: [] }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, path } = place;
    const isDeep = path.length > DEEPEST;
    if (isDeep) problems.push(tooDeep(toPointer([part, ...path.slice(0, 3)])));
    if (typeof value === "string" && !isStorable(value))
      problems.push(unstorable(toPointer([part, ...path])));
    if (isDeep || typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) problems.push(unstorable(toPointer([part, ...path])));
      places.push({ value: inner, path: [...path, key] });
    }
  }
  return problems;
}

/** The library's length checks look at objects, too, and throw where such a one has a `length` that is no number. */
function check(route: Route, part: Part, given: unknown) {
  try {
    return route[part]?.safeParse(given);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function readPart(route: Route, part: Part, given: unknown): { value: unknown } | Problem[] {
  const outcome = check(route, part, given);
  if (outcome === undefined) return { value: undefined };
  if (outcome === null) {
    const message = "A text is expected where an object with a length stands.";
    return [{ rule: "request/invalid_type", pointer: toPointer([part]), message }];
  }
  if (outcome.success) return { value: outcome.data };
  return outcome.error.issues.map(({ path, message, code }) => ({
    rule: `request/${code}`,
    pointer: toPointer([part, ...path.map(String)]),
    message,
  }));
}

/** The three parts of a request as its route describes them, or all faults of all three, each with its place. */
export function parseRequest(route: Route, request: FastifyRequest) {
  const values: Partial<Record<Part, unknown>> = {};
  const problems: Problem[] = [];
  for (const part of PARTS) {
    if (route[part] === undefined) continue;
    const given = request[part] ?? (part === "body" ? undefined : {});
    const unbearable = findUnbearable(part, given);
    if (unbearable.length > 0) {
      problems.push(...unbearable);
      continue;
    }
    const read = readPart(route, part, given);
    if (Array.isArray(read)) problems.push(...read);
    else values[part] = read.value;
  }
  return { values, problems };
}
