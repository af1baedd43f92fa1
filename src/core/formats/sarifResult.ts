import type { CodeLocation, Finding } from "../clearinghouse/finding.ts";
import { readAliases } from "./alias.ts";
import { blankFinding, cutText, vectorsIn } from "./blankFinding.ts";
import type { Cursor } from "./cursor.ts";
import { readPurl } from "./purl.ts";
import { ruleOf, type SarifRun } from "./sarifRun.ts";
import { firstWeakness } from "./weakness.ts";

const MOST_LOCATIONS = 100;
const MOST_FRAMES = 100;
/** Rule texts repeat in each result, so they are cut: ten thousand results must not multiply one long text. */
const LONGEST_RULE_TEXT = 2_000;
const LONGEST_MESSAGE = 20_000;

export function readResult(result: Cursor, run: SarifRun): Finding {
  const rule = ruleOf(result, run);
  const ruleId = result.text("ruleId") ?? rule?.text("id") ?? null;
  const message = messageText(result, rule);
  const locations = result.objects("locations").slice(0, MOST_LOCATIONS);
  const about = ruleText(rule);
  const purl = locations.flatMap((location) => purlOf(location))[0] ?? null;
  return {
    ...blankFinding(message ?? ruleTitle(rule) ?? ruleId ?? "", result.pointer),
    component: purl?.purl ?? run.component,
    version: purl?.version ?? null,
    commit: propertyText(result, "commit") ?? run.commit,
    weakness: weaknessOf(result, rule, ruleId, message),
    description: [message, about !== null && message?.includes(about) ? null : about]
      .filter(Boolean)
      .join("\n\n"),
    locations: locations.map((location) => toLocation(location, run)),
    trace: stackText(result, run),
    severity: vectorsIn([...propertyTexts(result), ...propertyTexts(rule)]),
    foundBy: { party: null, model: null, modelVersion: null, harness: run.tool },
    aliases: readAliases([ruleId, message, rule?.text("name") ?? null]),
  };
}

/** `message.text`, or the rule's message string that `message.id` names, with its arguments put in (SARIF 3.11). */
function messageText(result: Cursor, rule: Cursor | null): string | null {
  const message = result.object("message");
  if (message === null) return null;
  const id = message.text("id") ?? "";
  const template =
    message.text("text") ??
    message.text("markdown") ??
    rule?.object("messageStrings")?.object(id)?.text("text") ??
    null;
  if (template === null) return null;
  return cutText(filled(template, message.texts("arguments")), LONGEST_MESSAGE);
}

function filled(template: string, values: readonly string[]): string {
  if (values.length === 0) return template;
  let text = "";
  for (const part of cutText(template, LONGEST_MESSAGE).split(/(\{\d{1,4}\})/)) {
    text += /^\{\d+\}$/.test(part) ? (values[Number(part.slice(1, -1))] ?? part) : part;
    if (text.length > LONGEST_MESSAGE) break;
  }
  return text;
}

const ruleTitle = (rule: Cursor | null): string | null =>
  rule?.object("shortDescription")?.text("text") ?? rule?.text("name") ?? null;

function ruleText(rule: Cursor | null): string | null {
  const text =
    rule?.object("fullDescription")?.text("text") ??
    rule?.object("shortDescription")?.text("text") ??
    rule?.object("help")?.text("text") ??
    null;
  return text === null ? null : cutText(text, LONGEST_RULE_TEXT);
}

/** Tools put the CWE into taxa, relationships, tags, properties, the rule's id or name, or only into the text. */
function weaknessOf(
  result: Cursor,
  rule: Cursor | null,
  ruleId: string | null,
  message: string | null,
): string | null {
  const taxa = result.objects("taxa").map(taxonText);
  const related = (rule?.objects("relationships") ?? []).map((relation) =>
    taxonText(relation.object("target")),
  );
  return firstWeakness([
    ...taxa,
    ...related,
    ...propertyTexts(result),
    ...propertyTexts(rule),
    ruleId,
    rule?.text("name") ?? null,
    rule?.text("helpUri") ?? null,
    message,
    ruleText(rule),
  ]);
}

function taxonText(taxon: Cursor | null): string | null {
  const id = taxon?.text("id") ?? null;
  const source = taxon?.object("toolComponent")?.text("name") ?? "";
  return /^\d+$/.test(id ?? "") && /cwe/i.test(source) ? `CWE-${id}` : id;
}

const MOST_TEXTS = 100;

/** The strings in a property bag, tags included: bags are free, so nothing in them can be a fault. */
function propertyTexts(holder: Cursor | null): string[] {
  const bag = holder?.object("properties")?.value;
  if (typeof bag !== "object" || bag === null) return [];
  return Object.entries(bag)
    .flatMap(([key, value]) => {
      const texts = Array.isArray(value) ? value : [value];
      return texts.map((text) =>
        /^cwe/i.test(key) && /^\d+$/.test(String(text)) ? `CWE-${text}` : text,
      );
    })
    .filter((text) => typeof text === "string")
    .slice(0, MOST_TEXTS);
}

function propertyText(holder: Cursor, key: string): string | null {
  const value = holder.object("properties")?.member(key)?.value;
  return typeof value === "string" ? value : null;
}

function toLocation(location: Cursor, run: SarifRun): CodeLocation {
  const physical = location.object("physicalLocation");
  const artifact = physical?.object("artifactLocation") ?? null;
  const listed = run.artifacts[artifact?.number("index") ?? -1];
  const line = physical?.object("region")?.number("startLine") ?? null;
  return {
    file: artifact?.text("uri") ?? listed?.object("location")?.text("uri") ?? null,
    line: line !== null && Number.isSafeInteger(line) && line > 0 && line < 2 ** 31 ? line : null,
    function: functionOf(location, run),
  };
}

function functionOf(location: Cursor, run: SarifRun): string | null {
  const logical = location.objects("logicalLocations")[0] ?? location.object("logicalLocation");
  if (!logical) return null;
  const listed = run.logicalLocations[logical.number("index") ?? -1];
  const name =
    logical.text("fullyQualifiedName") ??
    logical.text("name") ??
    listed?.text("fullyQualifiedName") ??
    null;
  return name?.startsWith("pkg:") ? null : name;
}

/** Tools that look at packages name them as logical locations. */
function purlOf(location: Cursor) {
  return location
    .objects("logicalLocations")
    .flatMap((logical) => [logical.text("fullyQualifiedName"), logical.text("name")])
    .flatMap((name) => readPurl(name ?? "") ?? []);
}

/** The first stack, a frame per line, as far as it names functions or places. */
function stackText(result: Cursor, run: SarifRun): string | null {
  const frames = result.objects("stacks")[0]?.objects("frames").slice(0, MOST_FRAMES) ?? [];
  const lines = frames.flatMap((frame, at) => {
    const location = frame.object("location");
    if (location === null) return [];
    const { file, line, function: name } = toLocation(location, run);
    const place = file === null ? "" : ` ${file}${line === null ? "" : `:${line}`}`;
    return name === null && place === "" ? [] : [`#${at} ${name ?? "?"}${place}`];
  });
  return lines.length === 0 ? null : lines.join("\n");
}
