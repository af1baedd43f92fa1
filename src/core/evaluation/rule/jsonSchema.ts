import { z } from "zod";
import { AnyJson } from "../../anyJson.ts";
import { findSchemaFault } from "./jsonText.ts";

/** A JSON Schema (2020-12) that compiles, its patterns included: one that does not would be found out in the middle of a run. */
export const JsonSchema = z.record(z.string(), AnyJson).superRefine((schema, context) => {
  try {
    findSchemaFault(null, schema);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: "custom", message: `is no JSON Schema: ${why}` });
  }
});
