import { z } from "zod";
import { ProblemDetails } from "./page.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
};

/** One OpenAPI parameter for each property of a params or query object. */
function parametersIn(place: "path" | "query", schema: z.ZodType | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

const RAW = { bytes: "application/octet-stream", ndjson: "application/x-ndjson" } as const;

function requestBodyOf({ body, rawBody }: Route): Json {
  if (body)
    return {
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemaOf(body, "input") } },
      },
    };
  if (!rawBody) return {};
  const content = { [RAW[rawBody]]: { schema: { type: "string", format: "binary" } } };
  return { requestBody: { required: true, content } };
}

function answersOf({ answer, rawAnswer, status = 200 }: Route): Json {
  const type = rawAnswer ?? "application/json";
  const schema = answer ? schemaOf(answer, "output") : { type: "string" };
  const good =
    status === 204
      ? { description: "Done" }
      : { description: "Done", content: { [type]: { schema } } };
  return {
    [status]: good,
    default: {
      description: "Refused, or faulty, or broken: RFC 9457 problem details",
      content: {
        "application/problem+json": { schema: { $ref: "#/components/schemas/ProblemDetails" } },
      },
    },
  };
}

const SECURITY: Record<string, Json[]> = {
  public: [],
  link: [{ link: [] }],
  session: [{ session: [] }],
};

function operationOf(route: Route): Json {
  return {
    operationId: route.id,
    summary: route.summary,
    "x-permission": route.permission,
    "x-audit": route.audit,
    security: SECURITY[route.permission] ?? [{ token: [] }, { session: [] }],
    parameters: [...parametersIn("path", route.params), ...parametersIn("query", route.query)],
    ...requestBodyOf(route),
    responses: answersOf(route),
  };
}

/** The API as OpenAPI 3.1, derived from the same objects the server is bound to. */
export function openApi(origin: string, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of ROUTES) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Assay", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: origin }],
    paths,
    components: {
      schemas: { ProblemDetails: schemaOf(ProblemDetails, "output") },
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: origin.startsWith("https:") ? "__Host-assay" : "assay",
        },
        link: { type: "apiKey", in: "header", name: "authorization", description: "Link <token>" },
      },
    },
  };
}
