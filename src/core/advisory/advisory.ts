import { z } from "zod";
import { instant, line, prose, treeAddress, versionName, webUrl } from "./wording.ts";

/** TLP 2.0 (FIRST.org). Only CLEAR ever reaches the public tree. */
const tlpSchema = z.enum(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]);

/** `introduced: null` is "from the beginning"; neither `fixed` nor `lastAffected` is "without an end". */
const rangeSchema = z.strictObject({
  /** How versions are ordered: SemVer 2.0, the package type's own rules, or commits. */
  type: z.enum(["semver", "ecosystem", "git"]),
  introduced: versionName.nullable(),
  /** First version that is out of the range. */
  fixed: versionName.nullable(),
  /** Last version that is in the range. */
  lastAffected: versionName.nullable(),
});

/** The five reasons shared by CSAF 2.0 (flags) and OpenVEX. */
const justificationSchema = z.enum([
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
]);

const productStatusSchema = z.enum([
  "known_affected",
  "fixed",
  "known_not_affected",
  "under_investigation",
]);

/** A component and what is said of its versions. `ranges` and `versions` are what `status` speaks of. */
const productSchema = z.strictObject({
  name: line(200),
  /** Maker or project; "N/A" where there is none. */
  vendor: line(200),
  /** Canonical purl without version. */
  purl: line(512),
  /** Needed by ranges of commits. */
  repository: webUrl.nullable(),
  status: productStatusSchema,
  ranges: z.array(rangeSchema).max(100),
  versions: z.array(versionName).max(1000),
  /** Versions that hold the fix, beyond those that end a range. */
  fixedVersions: z.array(versionName).max(100),
  /** Why it is not affected; one of the two is needed when it is not. */
  justification: justificationSchema.nullable(),
  impact: prose(4000, 1).nullable(),
});

const remediationSchema = z.strictObject({
  category: z.enum(["vendor_fix", "mitigation", "workaround", "none_available", "no_fix_planned"]),
  details: prose(4000, 1),
  url: webUrl.nullable(),
  /** purls of the products it is for. */
  products: z.array(line(512)).min(1).max(200),
});

const severitySchema = z.strictObject({
  version: z.enum(["3.1", "4.0"]),
  vector: line(512),
  /** Base score, 0.0 to 10.0 (CVSS 4.0: with the threat and environmental metrics that the vector has). */
  score: z.number().min(0).max(10),
});

const referenceSchema = z.strictObject({
  url: webUrl,
  title: line(200),
  kind: z.enum(["advisory", "report", "fix", "article", "evidence", "package", "web"]),
});

const creditSchema = z.strictObject({
  name: line(200),
  kind: z.enum([
    "finder",
    "reporter",
    "verifier",
    "coordinator",
    "remediation_developer",
    "tool",
    "other",
  ]),
});

/** A CVE id is recorded with where it came from. None is ever made up here. */
const cveSchema = z.strictObject({
  id: z.string().regex(/^CVE-\d{4}-\d{4,19}$/, "Write it as CVE-2026-12345."),
  source: line(300),
  recordedAt: instant,
  /** The CNA that assigned it. Its UUID is needed by a CVE record; without it there is none. */
  assigner: z
    .strictObject({
      orgId: z.uuidv4("The CNA's UUID (version 4) is needed."),
      shortName: line(32).min(2).nullable(),
    })
    .nullable(),
});

const exploitationSchema = z.strictObject({
  state: z.enum(["unknown", "none_known", "proof_of_concept", "exploited"]),
  asOf: instant,
  details: prose(2000).nullable(),
});

const publisherSchema = z.strictObject({
  name: line(200),
  /** https origin under which the advisories are published; also the publisher's identity. */
  namespace: treeAddress,
  contact: line(300),
});

const revisionSchema = z.strictObject({
  number: z.int().min(1).max(9999),
  date: instant,
  summary: line(500),
});

/** The one source of truth: what an editor edits and every rendering is made from. */
export const advisorySchema = z.strictObject({
  id: z.string().regex(/^[A-Z]{2,8}-\d{4}-\d{4,8}$/, "Write it as AS-2026-0187."),
  version: z.int().min(1).max(9999),
  title: line(200),
  summary: prose(3500, 1),
  details: prose(60_000),
  tlp: tlpSchema,
  dates: z.strictObject({
    released: instant,
    current: instant,
    revisions: z.array(revisionSchema).min(1).max(500),
  }),
  publisher: publisherSchema,
  cveId: cveSchema.nullable(),
  weaknesses: z.array(z.strictObject({ id: z.string().max(9), name: line(300) })).max(20),
  severity: z.array(severitySchema).max(2),
  products: z.array(productSchema).min(1).max(200),
  remediations: z.array(remediationSchema).max(200),
  references: z.array(referenceSchema).max(200),
  credits: z.array(creditSchema).max(200),
  exploitation: exploitationSchema,
  timeline: z.array(z.strictObject({ at: instant, event: line(1000) })).max(200),
  withdrawn: z.strictObject({ at: instant, reason: line(1000) }).nullable(),
});

export type Advisory = z.infer<typeof advisorySchema>;
export type Product = Advisory["products"][number];
export type VersionRange = Product["ranges"][number];
export type Severity = Advisory["severity"][number];
export type Tlp = Advisory["tlp"];
export type Publisher = Advisory["publisher"];
export type Remediation = Advisory["remediations"][number];
