import { z } from "zod";

/*
 * OpenVEX 0.2.0, the fields that are written here and no others. Written from the published specification
 * (https://github.com/openvex/spec); the official schema is run against it by `npm run conformance`.
 */
const text = z.string().min(1);
const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/);
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/);

const said = {
  vulnerability: z.strictObject({
    name: text,
    description: text,
    aliases: z.array(text).min(1).optional(),
  }),
  products: z
    .array(z.strictObject({ "@id": iri, identifiers: z.strictObject({ purl: iri }) }))
    .min(1)
    .refine(
      (list) => new Set(list.map((one) => one["@id"])).size === list.length,
      "No product may stand twice.",
    ),
  supplier: text.optional(),
  status_notes: text.optional(),
};

/** What each status must be accompanied by. */
const statement = z.discriminatedUnion("status", [
  z.strictObject({ ...said, status: z.literal("affected"), action_statement: text }),
  z.strictObject({ ...said, status: z.literal("fixed") }),
  z.strictObject({
    ...said,
    status: z.literal("not_affected"),
    justification: z
      .enum([
        "component_not_present",
        "vulnerable_code_not_present",
        "vulnerable_code_not_in_execute_path",
        "vulnerable_code_cannot_be_controlled_by_adversary",
        "inline_mitigations_already_exist",
      ])
      .optional(),
    impact_statement: text,
  }),
  z.strictObject({ ...said, status: z.literal("under_investigation") }),
]);

export const openVexSchema = z.strictObject({
  "@context": z.literal("https://openvex.dev/ns/v0.2.0"),
  "@id": iri,
  author: text,
  role: text,
  timestamp: moment,
  last_updated: moment,
  version: z.int().min(1),
  tooling: text,
  statements: z.array(statement).min(1),
});

export type OpenVexDocument = z.infer<typeof openVexSchema>;
