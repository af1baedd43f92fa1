import { z } from "zod";

/*
 * OSV 1.7, the fields that are written here and no others. Written from the published specification
 * (https://ossf.github.io/osv-schema/); the official schema is run against it by `npm run conformance`.
 */
const utc = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/);
const uri = z.string().regex(/^https?:\/\/[^\s]+$/);
const text = z.string().min(1);

const ECOSYSTEMS =
  /^(?:Bitnami|ConanCenter|CRAN|crates\.io|Go|Hackage|Hex|Julia|Maven|npm|NuGet|opam|Packagist|Pub|PyPI|RubyGems|SwiftURL|Debian(?::\d+)?|Alpine:v\d+\.\d+)$/;

const event = z.union([
  z.strictObject({ introduced: text }),
  z.strictObject({ fixed: text }),
  z.strictObject({ last_affected: text }),
]);

type Event = z.infer<typeof event>;
const has = (events: readonly Event[], key: string) => events.some((one) => key in one);

/** A range begins, and ends in one way at most. */
const events = z
  .array(event)
  .min(1)
  .refine((list) => has(list, "introduced"), "A range needs an introduced event.")
  .refine(
    (list) => !(has(list, "fixed") && has(list, "last_affected")),
    "fixed and last_affected exclude each other.",
  );

const COMMIT = /^(?:0|[a-f0-9]{40}|[a-f0-9]{64})$/;
const namesCommits = (list: readonly Event[]) =>
  list.every((one) => Object.values(one).every((bound) => COMMIT.test(bound)));

const range = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("SEMVER"), events }),
  z.strictObject({ type: z.literal("ECOSYSTEM"), events }),
  z.strictObject({
    type: z.literal("GIT"),
    repo: uri,
    events: events.refine(namesCommits, "Whole commit hashes are needed."),
  }),
]);

const affected = z.strictObject({
  package: z
    .strictObject({ ecosystem: z.string().regex(ECOSYSTEMS), name: text, purl: text })
    .optional(),
  ranges: z.array(range).min(1).optional(),
  versions: z.array(text).min(1).optional(),
  database_specific: z.strictObject({
    purl: text,
    fixed_versions: z.array(text).min(1).optional(),
  }),
});

const other = z.strictObject({
  purl: text,
  status: z.enum(["affected", "fixed", "not_affected", "under_investigation"]),
  ranges: z.array(text),
  versions: z.array(text),
  fixed_versions: z.array(text),
});

export const osvSchema = z.strictObject({
  schema_version: z.string().regex(/^1\.\d+\.\d+$/),
  id: z.string().regex(/^x_[A-Z]+-\d{4}-\d+$/),
  modified: utc,
  published: utc,
  withdrawn: utc.optional(),
  aliases: z.array(text).min(1).optional(),
  summary: text,
  details: text,
  severity: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("CVSS_V3"), score: z.string().regex(/^CVSS:3\.1\//) }),
        z.strictObject({ type: z.literal("CVSS_V4"), score: z.string().regex(/^CVSS:4\.0\//) }),
      ]),
    )
    .min(1)
    .optional(),
  affected: z.array(affected).min(1).optional(),
  references: z.array(
    z.strictObject({
      type: z.enum(["ADVISORY", "ARTICLE", "REPORT", "FIX", "PACKAGE", "EVIDENCE", "WEB"]),
      url: uri,
    }),
  ),
  credits: z
    .array(
      z.strictObject({
        name: text,
        type: z.enum([
          "FINDER",
          "REPORTER",
          "ANALYST",
          "COORDINATOR",
          "REMEDIATION_DEVELOPER",
          "TOOL",
          "OTHER",
        ]),
      }),
    )
    .min(1)
    .optional(),
  database_specific: z.strictObject({
    advisory: text,
    version: z.int().min(1),
    tlp: text,
    exploitation: text,
    weaknesses: z.array(text),
    other_products: z.array(other).min(1).optional(),
  }),
});

export type OsvDocument = z.infer<typeof osvSchema>;
