import { z } from "zod";
import { splitPurl } from "../purl/purl.ts";
import type { Severity } from "./advisory.ts";
import { type ReadFacts, sortedSeverity, sortedStatements } from "./facts.ts";
import { readWithdrawal } from "./phrase.ts";
import { readSeverityLine } from "./severityLine.ts";
import { readAs } from "./standards/check.ts";
import type { Standing, Statement } from "./statement.ts";
import { fromVers } from "./vers.ts";

const note = z.object({ title: z.string().optional(), text: z.string() });
const ids = z.array(z.string()).default([]);
const identification = z.union([
  z.object({ purl: z.string() }),
  z.object({ x_generic_uris: z.tuple([z.object({ uri: z.string() })]) }),
]);
const versionBranch = z.object({
  category: z.enum(["product_version", "product_version_range"]),
  name: z.string(),
  product: z.object({ product_id: z.string(), product_identification_helper: identification }),
});
const branch = <T extends z.ZodType>(inner: T) => z.object({ branches: z.array(inner) });

/** The parts of a CSAF 2.0 document that hold the facts; the rest is the validator's. */
const csafSchema = z.object({
  document: z.object({
    notes: z.array(note),
    tracking: z.object({
      id: z.string(),
      version: z.string(),
      initial_release_date: z.string(),
      current_release_date: z.string(),
    }),
  }),
  product_tree: branch(branch(branch(versionBranch))),
  vulnerabilities: z.tuple([
    z.object({
      cve: z.string().optional(),
      notes: z.array(note),
      product_status: z.object({
        known_affected: ids,
        fixed: ids,
        known_not_affected: ids,
        under_investigation: ids,
      }),
      scores: z
        .array(z.object({ cvss_v3: z.object({ vectorString: z.string(), baseScore: z.number() }) }))
        .default([]),
    }),
  ]),
});
type Csaf = z.infer<typeof csafSchema>;
type Vulnerability = Csaf["vulnerabilities"][0];

/** The facts of a CSAF 2.0 document that `toCsaf` wrote. */
export function fromCsaf(input: unknown): ReadFacts {
  const read = readAs("csaf", csafSchema, input);
  if (!read.ok) return read;
  const { document, vulnerabilities } = read.document;
  const [vulnerability] = vulnerabilities;
  const { tracking, notes } = document;
  return {
    ok: true,
    facts: {
      id: tracking.id,
      version: Number(tracking.version),
      cve: vulnerability.cve ?? null,
      released: Date.parse(tracking.initial_release_date),
      current: Date.parse(tracking.current_release_date),
      withdrawn: readWithdrawal(notes.find(({ title }) => title === "Withdrawn")?.text),
      severity: sortedSeverity(readSeverity(vulnerability)),
      statements: sortedStatements(readStatuses(read.document, vulnerability)),
    },
  };
}

const readSeverity = ({ scores, notes }: Vulnerability): Severity[] => [
  ...scores.map(({ cvss_v3 }) => ({
    version: "3.1" as const,
    vector: cvss_v3.vectorString,
    score: cvss_v3.baseScore,
  })),
  ...notes.flatMap(({ title, text }) =>
    title === "CVSS 4.0" ? (readSeverityLine(text) ?? []) : [],
  ),
];

const STANDING = {
  known_affected: "affected",
  fixed: "fixed",
  known_not_affected: "not_affected",
  under_investigation: "under_investigation",
} as const satisfies Record<keyof Vulnerability["product_status"], Standing>;

function readStatuses({ product_tree }: Csaf, { product_status }: Vulnerability): Statement[] {
  const named = new Map(
    product_tree.branches
      .flatMap(({ branches }) => branches)
      .flatMap(({ branches }) => branches)
      .map((one) => [one.product.product_id, readVersion(one)]),
  );
  return Object.entries(STANDING).flatMap(([status, standing]) =>
    product_status[status as keyof typeof STANDING].flatMap((id) => {
      const one = named.get(id);
      return one === undefined ? [] : [{ ...one, standing }];
    }),
  );
}

function readVersion({ category, name, product }: z.infer<typeof versionBranch>) {
  const helper = product.product_identification_helper;
  const { purl } = splitPurl("purl" in helper ? helper.purl : helper.x_generic_uris[0].uri);
  return category === "product_version"
    ? { purl, range: null, version: name }
    : { purl, range: fromVers(name) ?? null, version: null };
}
