import { z } from "zod";
import { route } from "../route.ts";

export const getHealth = route({
  id: "getHealth",
  method: "GET",
  path: "/healthz",
  summary: "The process answers",
  permission: "public",
  audit: "none",
  answer: z.object({ status: z.literal("ok") }),
});

export const getReadiness = route({
  id: "getReadiness",
  method: "GET",
  path: "/readyz",
  summary: "The database answers and is migrated; 503 while it is not",
  permission: "public",
  audit: "none",
  answer: z.object({ status: z.literal("ready") }),
});

export const getMetrics = route({
  id: "getMetrics",
  method: "GET",
  path: "/metrics",
  summary: "Prometheus metrics; anywhere but at localhost with a token that has figures.read",
  permission: "public",
  audit: "none",
  rawAnswer: "text/plain; version=0.0.4",
});

export const getOpenApi = route({
  id: "getOpenApi",
  method: "GET",
  path: "/openapi.json",
  summary: "This API as OpenAPI 3.1",
  permission: "public",
  audit: "none",
  rawAnswer: "application/json",
});

export const getFindingSchema = route({
  id: "getFindingSchema",
  method: "GET",
  path: "/schemas/finding-1.json",
  summary: "JSON Schema of the Assay finding bundle",
  permission: "public",
  audit: "none",
  rawAnswer: "application/schema+json",
});
