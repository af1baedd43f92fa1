import { z } from "zod";

/*
 * CVE JSON 5, the fields that are written here and no others. Written from the published record format
 * (https://cveproject.github.io/cve-schema/schema/docs/); the official schema is run against it by `npm run conformance`.
 */
const text = (max: number) => z.string().min(1).max(max);
const uri = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s]+$/);
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/);
const uuid = z.uuidv4();
const english = z.strictObject({ lang: z.literal("en"), value: text(4096) });

const once = <T extends z.ZodType>(entry: T, max = 10_000) =>
  z
    .array(entry)
    .min(1)
    .max(max)
    .refine(
      (list) => new Set(list.map((one) => JSON.stringify(one))).size === list.length,
      "No entry may stand twice.",
    );

const status = z.enum(["affected", "unaffected", "unknown"]);
const name = text(1024);

const version = z.union([
  z.strictObject({ version: name, status }),
  z.strictObject({ version: name, status, versionType: text(128), lessThan: name }),
  z.strictObject({ version: name, status, versionType: text(128), lessThanOrEqual: name }),
]);

const affected = z.strictObject({
  vendor: text(512),
  product: text(2048),
  packageURL: z
    .string()
    .max(2048)
    .regex(/^pkg:[^@]+$/, "A purl without version is needed."),
  repo: uri.optional(),
  defaultStatus: status,
  versions: once(version),
});

const BANDS = {
  NONE: [0, 0],
  LOW: [0.1, 3.9],
  MEDIUM: [4, 6.9],
  HIGH: [7, 8.9],
  CRITICAL: [9, 10],
} as const;

const score = <V extends string>(version: V, vector: RegExp) =>
  z
    .strictObject({
      version: z.literal(version),
      vectorString: z.string().regex(vector),
      baseScore: z.number().min(0).max(10),
      baseSeverity: z.enum(["NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"]),
    })
    .refine(
      ({ baseScore, baseSeverity }) =>
        BANDS[baseSeverity][0] <= baseScore && baseScore <= BANDS[baseSeverity][1],
      "Score and severity do not fit.",
    );

const metric = z.union([
  z.strictObject({ format: z.literal("CVSS"), cvssV3_1: score("3.1", /^CVSS:3\.1\//) }),
  z.strictObject({ format: z.literal("CVSS"), cvssV4_0: score("4.0", /^CVSS:4\.0\//) }),
]);

const weakness = z.strictObject({
  descriptions: z.tuple([
    z.strictObject({
      lang: z.literal("en"),
      cweId: z
        .string()
        .max(9)
        .regex(/^CWE-[1-9]\d*$/),
      type: z.literal("CWE"),
      description: text(4096),
    }),
  ]),
});

const reference = z.strictObject({
  url: uri,
  name: text(512),
  tags: once(
    z.enum(["third-party-advisory", "issue-tracking", "patch", "exploit", "product"]),
  ).optional(),
});

const credit = z.strictObject({
  lang: z.literal("en"),
  value: text(4096),
  type: z.enum([
    "finder",
    "reporter",
    "analyst",
    "coordinator",
    "remediation developer",
    "tool",
    "other",
  ]),
});

const cna = z.strictObject({
  providerMetadata: z.strictObject({
    orgId: uuid,
    shortName: z.string().min(2).max(32).optional(),
    dateUpdated: moment,
  }),
  title: text(256),
  datePublic: moment,
  descriptions: once(english),
  affected: z.array(affected).min(1),
  problemTypes: once(weakness).optional(),
  metrics: once(metric).optional(),
  references: once(reference, 512),
  solutions: once(english).optional(),
  workarounds: once(english).optional(),
  exploits: once(english),
  timeline: once(
    z.strictObject({ time: moment, lang: z.literal("en"), value: text(4096) }),
  ).optional(),
  credits: once(credit).optional(),
  source: z.strictObject({
    advisory: z.string(),
    version: z.int().min(1),
    discovery: z.literal("UNKNOWN"),
  }),
});

export const cveSchema = z.strictObject({
  dataType: z.literal("CVE_RECORD"),
  dataVersion: z.string().regex(/^5\.\d+\.\d+$/),
  cveMetadata: z.strictObject({
    cveId: z.string().regex(/^CVE-\d{4}-\d{4,19}$/),
    assignerOrgId: uuid,
    assignerShortName: z.string().min(2).max(32).optional(),
    state: z.literal("PUBLISHED"),
  }),
  containers: z.strictObject({ cna }),
});

export type CveDocument = z.infer<typeof cveSchema>;
