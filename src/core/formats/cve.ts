import type { CodeLocation, Finding } from "../clearinghouse/finding.ts";
import { readAliases } from "./alias.ts";
import { blankFinding, vectorsIn } from "./blankFinding.ts";
import { Cursor } from "./cursor.ts";
import { cutText } from "./cutText.ts";
import { componentOf, versionOf } from "./cveProduct.ts";
import type { Faults } from "./faults.ts";
import { readWeakness } from "./weakness.ts";

const MOST_COMPONENTS = 500;
const MOST_LOCATIONS = 100;

/** CVE JSON 5: a published record is one finding, a rejected or reserved one none. */
export function readCve(document: unknown, faults: Faults): Finding[] {
  const record = new Cursor(document, faults);
  judgeVersion(record);
  const meta =
    record.required("cveMetadata", "the record's id and state") && record.object("cveMetadata");
  const id = idOf(meta);
  const published = isPublished(meta);
  const containers =
    record.required("containers", 'an object with "cna"') && record.object("containers");
  const cna = containers?.required("cna", "what the assigner says")
    ? containers.object("cna")
    : null;
  if (cna === null || !published) return [];
  return [toFinding(id, cna, containers?.objects("adp") ?? [])];
}

function judgeVersion(record: Cursor): void {
  const type = record.required("dataType", '"CVE_RECORD"');
  if (type !== null && type.value !== "CVE_RECORD")
    type.fault("type", 'This is not a CVE record. Write "CVE_RECORD".');
  const version = record.required("dataVersion", '"5.1"');
  if (version === null) return;
  if (typeof version.value !== "string" || !/^5\.\d+(?:\.\d+)?$/.test(version.value))
    version.fault("version", "Only CVE JSON 5 is read. Convert the record to version 5.");
}

function idOf(meta: Cursor | null): string {
  const id = meta?.required("cveId", "the CVE id") ? meta.text("cveId") : null;
  if (id !== null && !/^CVE-\d{4}-\d{4,19}$/.test(id))
    meta?.faults.add(
      "id",
      "/cveMetadata/cveId",
      `"${cutText(id, 40)}" is not a CVE id. Write it like CVE-2026-12345.`,
    );
  return id ?? "";
}

function isPublished(meta: Cursor | null): boolean {
  const state = meta?.required("state", '"PUBLISHED" or "REJECTED"') ? meta.text("state") : null;
  if (state !== null && !["PUBLISHED", "REJECTED", "RESERVED"].includes(state))
    meta?.faults.add(
      "state",
      "/cveMetadata/state",
      `"${cutText(state, 40)}" is no state of a CVE record. Write "PUBLISHED" or "REJECTED".`,
    );
  return state === "PUBLISHED";
}

function toFinding(id: string, cna: Cursor, adp: readonly Cursor[]): Finding {
  const containers = [cna, ...adp];
  const description = englishText(cna.objects("descriptions"));
  if (
    cna.required("descriptions", "a list with a text in English") !== null &&
    description === null
  )
    cna.faults.add(
      "required",
      "/containers/cna/descriptions",
      "No description has a text. Add one in English.",
    );
  const affected = containers.flatMap((container) => container.objects("affected"));
  for (const version of affected.flatMap((item) => item.objects("versions"))) {
    version.required(
      "version",
      'the version, or where its range begins, "0" for the very beginning',
    );
    version.required("status", '"affected", "unaffected" or "unknown"');
  }
  const [first = null, ...others] = [
    ...new Set(affected.flatMap((item) => componentOf(item) ?? [])),
  ];
  return {
    ...blankFinding(cna.text("title") || description || id, ""),
    component: first,
    alsoAffects: others.slice(0, MOST_COMPONENTS),
    version: affected.flatMap((item) => versionOf(item) ?? [])[0] ?? null,
    commit: affected.flatMap((item) => versionOf(item, "git") ?? [])[0] ?? null,
    weakness: containers.flatMap(weaknesses)[0] ?? null,
    description: description ?? "",
    locations: affected.flatMap(locationsOf).slice(0, MOST_LOCATIONS),
    severity: vectorsIn(containers.flatMap(vectors)),
    foundBy: { party: finderOf(cna), model: null, modelVersion: null, harness: null },
    aliases: [
      ...new Set([id, ...readAliases(cna.objects("references").map((item) => item.text("url")))]),
    ].filter(Boolean),
  };
}

function englishText(texts: readonly Cursor[]): string | null {
  const english = texts.find((item) => /^en/i.test(item.text("lang") ?? "")) ?? texts[0];
  return english?.text("value") ?? null;
}

function weaknesses(container: Cursor): string[] {
  return container
    .objects("problemTypes")
    .flatMap((type) => type.objects("descriptions"))
    .flatMap(
      (item) => readWeakness(item.text("cweId")) ?? readWeakness(item.text("description")) ?? [],
    );
}

const METRICS = ["cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0"];

const vectors = (container: Cursor): (string | null)[] =>
  container
    .objects("metrics")
    .flatMap((metric) => METRICS.map((key) => metric.object(key)?.text("vectorString") ?? null));

function locationsOf(affected: Cursor): CodeLocation[] {
  const files = affected.texts("programFiles");
  const routines = affected.objects("programRoutines").flatMap((item) => item.text("name") ?? []);
  const only = routines.length === 1 ? (routines[0] ?? null) : null;
  const named = files.map((file) => ({
    file,
    line: null,
    function: files.length === 1 ? only : null,
  }));
  const unplaced = files.length === 1 && only !== null ? [] : routines;
  return [...named, ...unplaced.map((name) => ({ file: null, line: null, function: name }))];
}

function finderOf(cna: Cursor): string | null {
  const credits = cna.objects("credits");
  const finder = credits.find((item) => (item.text("type") ?? "finder") === "finder") ?? credits[0];
  return finder?.text("value") ?? null;
}
