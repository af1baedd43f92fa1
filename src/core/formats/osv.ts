import type { CodeLocation, CrashSignature, Finding } from "../clearinghouse/finding.ts";
import { readPurl, repositoryPurl } from "../purl/component.ts";
import { ecosystemPurl } from "../purl/ecosystem.ts";
import { readAliases } from "./alias.ts";
import { blankFinding, vectorsIn } from "./blankFinding.ts";
import { Cursor } from "./cursor.ts";
import { cutText } from "./cutText.ts";
import type { Faults } from "./faults.ts";
import { judgeAffected } from "./osvRanges.ts";
import { weaknessOf as weaknessOfCrash } from "./sanitizer/crashWeakness.ts";
import { firstWeakness } from "./weakness.ts";

const MOST_COMPONENTS = 500;
const MOST_SYMBOLS = 50;

/** OSV schema 1: one record, one finding, withdrawn ones too. */
export function readOsv(document: unknown, faults: Faults): Finding[] {
  const record = new Cursor(document, faults);
  judgeVersion(record);
  const id = requiredText(record, "id", "the record's id");
  judgeTime(record, "modified", true);
  for (const key of ["published", "withdrawn"]) judgeTime(record, key, false);
  const affected = record.objects("affected");
  judgeAffected(affected);
  const components = affected.flatMap((item) => componentOf(item) ?? []);
  const [first = null, ...others] = [...new Set(components.map(({ purl }) => purl))];
  const details = record.text("details") ?? "";
  const crash = crashIn(details);
  return [
    {
      ...blankFinding(record.text("summary") || details || id, ""),
      component: first,
      alsoAffects: others.slice(0, MOST_COMPONENTS),
      version: components[0]?.version ?? affectedVersion(affected[0] ?? null),
      commit: introducedCommit(affected),
      weakness: weaknessOf(record, affected) ?? (crash === null ? null : weaknessOfCrash(crash)),
      description: details,
      locations: symbolsOf(affected),
      signature: crash,
      severity: severityOf(record, affected),
      foundBy: {
        party: finderOf(record),
        model: null,
        modelVersion: null,
        harness: crash === null ? null : "OSS-Fuzz",
      },
      aliases: [...new Set([id, ...record.texts("aliases"), ...readAliases([details])])].filter(
        Boolean,
      ),
    },
  ];
}

function judgeVersion(record: Cursor): void {
  const version = record.text("schema_version");
  if (version === null || /^1\.\d+(?:\.\d+)?(?:-[\w.]+)?$/.test(version)) return;
  record.faults.add(
    "version",
    "/schema_version",
    `OSV schema ${cutText(version, 40)} is not read. Write the record in schema 1.`,
  );
}

function requiredText(record: Cursor, key: string, kind: string): string {
  return record.required(key, kind) === null ? "" : (record.text(key) ?? "");
}

/** The day and the hour are judged with the types of all keys. */
const ZONE = /(?:Z|[+-]\d\d:\d\d)$/i;

function judgeTime(record: Cursor, key: string, required: boolean): void {
  if (required && record.required(key, "the time of the last change, RFC 3339") === null) return;
  const time = record.text(key);
  if (time !== null && !ZONE.test(time))
    record.faults.add(
      "time",
      `/${key}`,
      `"${cutText(time, 60)}" is not a time. Write it like 2026-06-02T08:30:00Z.`,
    );
}

function componentOf(affected: Cursor): { purl: string; version: string | null } | null {
  const named = affected.object("package");
  const written = readPurl(named?.text("purl") ?? "");
  const name = named?.text("name") ?? "";
  const ecosystem = named?.text("ecosystem") ?? "";
  if (written !== null) return written;
  const purl = name === "" ? repositoryOf(affected) : ecosystemPurl(ecosystem, name);
  return purl === null ? null : { purl, version: null };
}

const repositoryOf = (affected: Cursor): string | null =>
  repositoryPurl(affected.objects("ranges").flatMap((range) => range.text("repo") ?? [])[0] ?? "");

/** A version that is affected for certain: the last one listed, else the last one a range ends with or begins at. */
function affectedVersion(affected: Cursor | null): string | null {
  const listed = affected?.texts("versions").at(-1);
  if (listed !== undefined) return listed;
  const events = rangeEvents(affected, (type) => type !== "GIT");
  const last = events.flatMap((event) => event.text("last_affected") ?? [])[0];
  return (
    last ??
    events.flatMap((event) => event.text("introduced") ?? []).find((text) => text !== "0") ??
    null
  );
}

function introducedCommit(affected: readonly Cursor[]): string | null {
  const events = affected.flatMap((item) => rangeEvents(item, (type) => type === "GIT"));
  const commits = events.flatMap((event) => event.text("introduced") ?? []);
  return commits.find((commit) => /^[0-9a-f]{7,64}$/.test(commit) && !/^0+$/.test(commit)) ?? null;
}

const rangeEvents = (affected: Cursor | null, wanted: (type: string) => boolean): Cursor[] =>
  (affected?.objects("ranges") ?? [])
    .filter((range) => wanted(range.text("type") ?? ""))
    .flatMap((range) => range.objects("events"));

/** Databases keep CWE ids in their own corners. */
function weaknessOf(record: Cursor, affected: readonly Cursor[]): string | null {
  const corners = [record, ...affected].flatMap((holder) => [
    holder.object("database_specific"),
    holder.object("ecosystem_specific"),
  ]);
  return firstWeakness(corners.flatMap(cweTexts));
}

function cweTexts(corner: Cursor | null): string[] {
  const value = corner?.value as Record<string, unknown> | undefined;
  const written = [value?.cwe_ids, value?.cwes, value?.cwe, value?.cwe_id].flat(2);
  return written
    .map((item) => (typeof item === "object" && item !== null ? Object.values(item)[0] : item))
    .filter((item) => typeof item === "string");
}

function severityOf(record: Cursor, affected: readonly Cursor[]): string[] {
  const entries = [record, ...affected].flatMap((holder) => holder.objects("severity"));
  return vectorsIn(entries.map((entry) => entry.text("score")));
}

const FINDER = new Set(["FINDER", "REPORTER"]);

function finderOf(record: Cursor): string | null {
  const credits = record.objects("credits");
  const finder = credits.find((credit) => FINDER.has(credit.text("type") ?? "")) ?? credits[0];
  return finder?.text("name") ?? null;
}

/** Go and RustSec name the affected functions. */
function symbolsOf(affected: readonly Cursor[]): CodeLocation[] {
  const names = affected.flatMap((item) => {
    const own = item.object("ecosystem_specific");
    const imports = Array.isArray(own?.member("imports")?.value) ? own.objects("imports") : [];
    const go = imports.flatMap((entry) =>
      entry
        .texts("symbols")
        .map((symbol) => [entry.text("path"), symbol].filter(Boolean).join(".")),
    );
    return [...go, ...rustFunctions(own)];
  });
  return [...new Set(names)]
    .slice(0, MOST_SYMBOLS)
    .map((name) => ({ file: null, line: null, function: name }));
}

function rustFunctions(own: Cursor | null): string[] {
  const affects = own?.member("affects")?.value as { functions?: unknown } | undefined;
  const functions = affects?.functions;
  if (typeof functions !== "object" || functions === null) return [];
  const names = Array.isArray(functions) ? functions : Object.keys(functions);
  return names.filter((name) => typeof name === "string");
}

/** OSS-Fuzz keeps the crash in the details: "Crash type: Heap-buffer-overflow READ 3" and the state's three lines. */
function crashIn(details: string): CrashSignature | null {
  const at = details.indexOf("Crash type: ");
  if (at < 0) return null;
  const [first = "", heading, ...rest] = details.slice(at + 12, at + 5_000).split(/\r?\n/, 8);
  if (heading?.trim() !== "Crash state:") return null;
  const end = rest.findIndex((line) => line.trim() === "" || line.startsWith("```"));
  const state = rest.slice(0, end < 0 ? 3 : end).map((line) => cutText(line.trim(), 500));
  const [, type = "", access = null] =
    /^(.*?)(?: ((?:READ|WRITE) \S+))?$/.exec(cutText(first.trim(), 200)) ?? [];
  return { tool: "oss-fuzz", type, access, address: null, frames: state, state };
}
