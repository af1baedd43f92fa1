import type { CodeLocation, Finding } from "../clearinghouse/finding.ts";
import { readPurl } from "../purl/component.ts";
import { readAliases } from "./alias.ts";
import { blankFinding, vectorsIn } from "./blankFinding.ts";
import type { Cursor } from "./cursor.ts";
import { type RuleFacts, ruleOf, type SarifRun } from "./sarifRun.ts";
import {
  messageText,
  propertyText,
  propertyTexts,
  ruleText,
  ruleTitle,
  taxonText,
} from "./sarifText.ts";
import { firstWeakness } from "./weakness.ts";

const MOST_LOCATIONS = 100;
const MOST_FRAMES = 100;
const MOST_TAXA = 100;

export function readResult(result: Cursor, run: SarifRun): Finding {
  const rule = ruleOf(result, run);
  const facts = rule === null ? NO_RULE : factsOf(rule, run);
  const ruleId = result.label("ruleId") ?? facts.id;
  const message = messageText(result, rule);
  const locations = result.objects("locations").slice(0, MOST_LOCATIONS);
  const properties = propertyTexts(result);
  const about = facts.text !== null && message?.includes(facts.text) ? null : facts.text;
  const purl = locations.flatMap(purlsOf)[0] ?? null;
  return {
    ...blankFinding(message ?? facts.title ?? ruleId ?? "", result.pointer),
    component: purl?.purl ?? run.component,
    version: purl?.version ?? null,
    commit: propertyText(result, "commit") ?? run.commit,
    weakness: weaknessOf(result, properties, [ruleId, message]) ?? facts.weakness,
    description: [message, about].filter(Boolean).join("\n\n"),
    locations: locations.map((location) => toLocation(location, run)),
    trace: stackText(result, run),
    severity: [...new Set([...vectorsIn(properties), ...facts.vectors])],
    foundBy: { party: null, model: null, modelVersion: null, harness: run.tool },
    aliases: readAliases([ruleId, message, facts.name]),
  };
}

const NO_RULE: RuleFacts = {
  id: null,
  name: null,
  title: null,
  text: null,
  weakness: null,
  vectors: [],
};

function factsOf(rule: Cursor, run: SarifRun): RuleFacts {
  const known = run.ruleFacts.get(rule);
  if (known !== undefined) return known;
  const facts = readRule(rule);
  run.ruleFacts.set(rule, facts);
  return facts;
}

/** Tools put the CWE into relationships, tags, properties, the rule's id or name, its link, or only into the text. */
function readRule(rule: Cursor): RuleFacts {
  const [id, name, text] = [rule.label("id"), rule.label("name"), ruleText(rule)];
  const properties = propertyTexts(rule);
  const related = rule
    .objects("relationships")
    .slice(0, MOST_TAXA)
    .map((relation) => taxonText(relation.object("target")));
  return {
    id,
    name,
    text,
    title: ruleTitle(rule),
    weakness: firstWeakness([...related, ...properties, id, name, rule.text("helpUri"), text]),
    vectors: vectorsIn(properties),
  };
}

function weaknessOf(
  result: Cursor,
  properties: readonly string[],
  texts: readonly (string | null)[],
): string | null {
  const taxa = result.objects("taxa").slice(0, MOST_TAXA).map(taxonText);
  return firstWeakness([...taxa, ...properties, ...texts]);
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
function purlsOf(location: Cursor) {
  return location
    .objects("logicalLocations")
    .slice(0, MOST_LOCATIONS)
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
