import type { z } from "zod";
import type { CodeLocation, Finding, Reproducer } from "../clearinghouse/finding.ts";
import { readVector } from "../clearinghouse/severity.ts";
import { toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { readPurl } from "../purl/component.ts";
import { readAliases } from "./alias.ts";
import { blankFinding } from "./blankFinding.ts";
import { toBundleProblems } from "./bundleProblems.ts";
import { FindingBundle, type FindingLocation, isOwnKey } from "./findingBundle.ts";
import { readTrace, toSignature } from "./sanitizer/trace.ts";

/** Which files came with a bundle, so that `reproducer: {"file": …}` can be checked; null outside a zip. */
export type BundleFiles = ReadonlyMap<string, { readonly size: number; readonly sha256: string }>;

export type ReadFinding =
  | { readonly ok: true; readonly finding: Finding }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const OWN_SCHEMA = /\/finding-(\d+)\.json$/;

/** One Assay finding bundle, already parsed. */
export function readBundle(document: unknown, files: BundleFiles): ReadFinding {
  const problems = findProblems(document);
  if (problems.length > 0) return { ok: false, problems };
  const bundle = document as FindingBundle;
  const fault = versionFault(bundle) ?? reproducerFault(bundle, files) ?? severityFault(bundle);
  return fault === null
    ? { ok: true, finding: toFinding(bundle, files) }
    : { ok: false, problems: [fault] };
}

function findProblems(document: unknown): Problem[] {
  const disguised = disguisedText(document, []);
  if (disguised !== null) return [disguised];
  const checked = FindingBundle.safeParse(document);
  return checked.success ? [] : toBundleProblems(checked.error.issues, document);
}

/** Zod measures whatever has a `length`, and throws where that length is an object that cannot become a number. */
function disguisedText(value: unknown, steps: readonly (string | number)[]): Problem | null {
  if (typeof value !== "object" || value === null) return null;
  const { length } = value as { length?: unknown };
  if (typeof length === "object" && length !== null)
    return {
      rule: "finding/type",
      pointer: toPointer(steps),
      message: 'An object with an object as its "length" stands here. Write text or a list.',
    };
  for (const [key, member] of Object.entries(value)) {
    const isRead = steps.length > 0 || !isOwnKey(key);
    const found = isRead ? disguisedText(member, [...steps, key]) : null;
    if (found !== null) return found;
  }
  return null;
}

function versionFault({ $schema }: FindingBundle): Problem | null {
  const version = OWN_SCHEMA.exec($schema ?? "")?.[1];
  return version === undefined || version === "1"
    ? null
    : {
        rule: "finding/version",
        pointer: "/$schema",
        message: `Version ${version} of the finding bundle is not read here. Write version 1 (…/finding-1.json).`,
      };
}

function reproducerFault({ reproducer }: FindingBundle, files: BundleFiles): Problem | null {
  if (typeof reproducer !== "object" || reproducer === null || files.has(reproducer.file))
    return null;
  return {
    rule: "finding/reproducer-file",
    pointer: "/reproducer/file",
    message: `"${reproducer.file}" did not come with the finding. Pack it into one zip with finding.json, or give the reproducer as text.`,
  };
}

/** What only looks like a vector has no score, and would be lost without a word. */
function severityFault({ severity }: FindingBundle): Problem | null {
  for (const [at, vector] of (severity ?? []).entries()) {
    const read = readVector(vector);
    if (!read.ok)
      return {
        rule: "finding/severity",
        pointer: `/severity/${at}`,
        message: `${read.refusal.detail} Write the whole vector, like CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H.`,
      };
  }
  return null;
}

function toFinding(bundle: FindingBundle, files: BundleFiles): Finding {
  const component = readPurl(bundle.component ?? "");
  const known = orUnknown(bundle);
  return {
    ...blankFinding(bundle.title, ""),
    ...known,
    title: bundle.title.trim(),
    component: component?.purl ?? null,
    version: known.version ?? component?.version ?? null,
    weakness: bundle.weakness?.toUpperCase() ?? null,
    locations: (bundle.locations ?? []).map(toLocation),
    signature: known.trace === null ? null : toSignature(readTrace(known.trace)),
    reproducer: toReproducer(bundle.reproducer ?? null, files),
    severity: bundle.severity ?? [],
    foundBy: toFoundBy(bundle),
    humanCheck: toStatement(bundle.humanCheck ?? null),
    duplicateSearch: toStatement(bundle.duplicateSearch ?? null),
    aliases: readAliases([bundle.title, known.description]),
  };
}

/** An empty text says as little as none. */
const said = (text: string | null | undefined): string | null =>
  text === null || text === undefined || text.trim() === "" ? null : text;

/** Absent, null and empty are one: unknown. */
function orUnknown(bundle: FindingBundle) {
  return {
    version: said(bundle.version),
    commit: said(bundle.commit),
    description: bundle.description ?? "",
    trace: said(bundle.trace),
    expected: said(bundle.expected),
    actual: said(bundle.actual),
    boundary: said(bundle.boundary),
  };
}

const toLocation = (written: z.infer<typeof FindingLocation>): CodeLocation => ({
  file: said(written.file),
  line: written.line ?? null,
  function: said(written.function),
});

function toFoundBy({ foundBy }: FindingBundle): Finding["foundBy"] {
  return {
    party: said(foundBy?.party),
    model: said(foundBy?.model),
    modelVersion: said(foundBy?.modelVersion),
    harness: said(foundBy?.harness),
  };
}

function toReproducer(written: string | { file: string } | null, files: BundleFiles): Reproducer {
  if (written === null) return { kind: "unknown" };
  if (typeof written === "string" && said(written) === null) return { kind: "unknown" };
  if (typeof written === "string")
    return /^\s*none\.?\s*$/i.test(written) ? { kind: "none" } : { kind: "text", text: written };
  const file = files.get(written.file);
  return file === undefined ? { kind: "unknown" } : { kind: "file", name: written.file, ...file };
}

function toStatement(written: string | boolean | null): string | null {
  return typeof written === "boolean" ? (written ? "yes" : "no") : said(written);
}
