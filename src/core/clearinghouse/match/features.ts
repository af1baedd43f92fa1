import type { CrashSignature, Finding } from "../finding.ts";
import { hashText, sketchOf } from "./minhash.ts";

/** What matching compares, normalised. Plain JSON, stored with the finding. */
export type FindingFeatures = {
  readonly component: string | null;
  readonly alsoAffects: readonly string[];
  readonly version: string | null;
  readonly weakness: string | null;
  readonly files: readonly string[];
  readonly functions: readonly string[];
  readonly line: number | null;
  readonly crash: { readonly type: string; readonly frames: readonly string[] } | null;
  /** CVE and GHSA ids. */
  readonly ids: readonly string[];
  readonly sketch: string | null;
};

/**
 * `key`: equal keys are certainly one root cause. `bands`: what candidates share at least one of; 32-bit integers for
 * an inverted index, of the text's MinHash bands and of the exact signals that are worth a look by themselves.
 */
export type MatchRecord = {
  readonly features: FindingFeatures;
  readonly key: string | null;
  readonly bands: readonly number[];
};

const MOST_PLACES = 8;
const FRAMES_COMPARED = 3;
const LONGEST_NAME = 500;

/** `pkg:type/namespace/name` in lower case, without version, qualifiers and subpath. */
export const normalComponent = (purl: string): string =>
  (
    /^pkg:[^@?#]+/i.exec(
      purl
        .trim()
        .replace(/^(pkg:)\/+/i, "$1")
        .replace("/@", "/%40"),
    )?.[0] ?? purl
  )
    .toLowerCase()
    .replace(/%40/g, "@")
    .replace(/\/+$/, "");

/** Where builds put their trees: the names below them are the project's own. */
const ROOTS: Readonly<Record<string, number>> = {
  src: 2,
  home: 2,
  users: 2,
  build: 1,
  work: 1,
  workspace: 1,
  tmp: 1,
};

/** Forward slashes, lower case, no drive, no `.` and `..`, and of absolute paths no root of a build machine. */
export function normalPath(path: string): string {
  const slashed = path
    .slice(-2 * LONGEST_NAME)
    .trim()
    .replace(/\\/g, "/")
    .replace(/^[a-z]:/i, "")
    .replace(/^file:\/\//i, "");
  const parts: string[] = [];
  for (const part of slashed.toLowerCase().split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  const root = slashed.startsWith("/") ? (ROOTS[parts[0] ?? ""] ?? 0) : 0;
  return parts.slice(parts.length > root ? root : 0).join("/");
}

/** The bare name: without namespace, receiver, arguments and template parameters. Cut first, so that no pattern runs long. */
export function normalFunction(name: string): string {
  const bare = name
    .slice(0, LONGEST_NAME)
    .trim()
    .replace(/\(\*?(\w+)\)\./g, "$1.")
    .replace(/\(.*$/s, "")
    .replace(/<[^<>]*(?:<[^<>]*>[^<>]*)*>/g, "")
    .trim();
  return bare.split(/::|\.|#|\/|->|\s/).at(-1) || bare;
}

/** The crash state where the reader made one out, else the innermost frames. */
function crashOf(signature: CrashSignature | null): FindingFeatures["crash"] {
  if (signature === null) return null;
  const { state, frames, type } = signature;
  const lines = state.length > 0 ? state.map((line) => line.trim()) : frames.map(normalFunction);
  if (lines.length === 0) return null;
  return {
    type: type.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    frames: lines.slice(0, FRAMES_COMPARED),
  };
}

const known = (names: readonly (string | null)[], normal: (name: string) => string) =>
  [...new Set(names.flatMap((name) => (name === null ? [] : [normal(name)])))]
    .filter((name) => name !== "")
    .slice(0, MOST_PLACES);

const PUBLIC_ID = /^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[0-9a-z]{4}){3})$/i;

function featuresOf(finding: Finding, sketch: string | null): FindingFeatures {
  const { locations, component, weakness } = finding;
  return {
    component: component === null ? null : normalComponent(component),
    alsoAffects: finding.alsoAffects.map(normalComponent).slice(0, MOST_PLACES),
    version: finding.commit ?? finding.version,
    weakness: weakness?.toUpperCase() ?? null,
    files: known(
      locations.map(({ file }) => file),
      normalPath,
    ),
    functions: known(
      locations.map((location) => location.function),
      normalFunction,
    ),
    line: locations[0]?.line ?? null,
    crash: crashOf(finding.signature),
    ids: [
      ...new Set(finding.aliases.filter((id) => PUBLIC_ID.test(id)).map((id) => id.toUpperCase())),
    ].sort(),
    sketch,
  };
}

/** Certain where the same sanitizer report came from the same place, or the same words speak of it. */
function keyOf(features: FindingFeatures, text: string): string | null {
  const { component, weakness, files, functions, crash, line } = features;
  const place = [component, weakness, files[0], functions[0]];
  if (place.some((part) => part === null || part === undefined)) return null;
  const what =
    crash === null
      ? `text ${hashText(text.toLowerCase().replace(/\s+/g, " "))} ${line ?? ""}`
      : `crash ${crash.type} ${crash.frames.join(" ")}`;
  return [...place, what].join(" | ");
}

/** Signals that make a candidate by themselves, hashed into the numbers that the bands are. */
function exactBands({
  component,
  weakness,
  files,
  functions,
  line,
  crash,
  ids,
}: FindingFeatures): readonly number[] {
  const [file] = files;
  const place = component !== null && file !== undefined;
  return [
    ...ids.map((id) => `id ${id}`),
    ...(place && functions[0] !== undefined ? [`place ${component} ${file} ${functions[0]}`] : []),
    ...(place && line !== null ? [`line ${component} ${file} ${line}`] : []),
    ...(place && weakness !== null ? [`weakness ${component} ${file} ${weakness}`] : []),
    ...(crash === null ? [] : [`crash ${component ?? ""} ${crash.type} ${crash.frames.join(" ")}`]),
  ].map(hashText);
}

/** Everything that is stored of a finding so that later ones can be matched with it. */
export function toMatchRecord(finding: Finding): MatchRecord {
  const text = `${finding.title}\n${finding.description}`;
  const sketch = sketchOf(text);
  const features = featuresOf(finding, sketch?.sketch ?? null);
  return {
    features,
    key: keyOf(features, text),
    bands: [...(sketch?.bands ?? []), ...exactBands(features)],
  };
}
