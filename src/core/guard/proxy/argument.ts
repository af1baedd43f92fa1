import type { Json } from "../../canonicalJson.ts";
import type { Audience } from "../audience.ts";
import type { Guard } from "../engine/compileGuard.ts";
import { unsettledFinding } from "../engine/sightFinding.ts";
import { evaluateJson } from "../evaluateJson.ts";
import { evaluateText, type TextVerdict } from "../evaluateText.ts";
import { type Finding, verdictOf } from "../verdict.ts";

/** Deeper documents are held: whoever reads them may give up, too. */
const DEEPEST = 256;

type Reading = { readonly guard: Guard; readonly audience: Audience };
type Walk = Reading & { readonly findings: Finding[]; isChanged: boolean; isHeld: boolean };

function readString(text: string, walk: Walk): string {
  const { output, findings, action } = evaluateText(text, walk.audience, walk.guard);
  if (action === "pass") return text;
  for (const finding of findings) walk.findings.push(finding);
  walk.isChanged = true;
  if (output === null) walk.isHeld = true;
  return output ?? "";
}

function readValue(value: Json, walk: Walk, depth: number): Json {
  if (typeof value === "string") return readString(value, walk);
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) {
    walk.isHeld = true;
    walk.findings.push(unsettledFinding(0, 0));
    return null;
  }
  if (Array.isArray(value)) return value.map((item) => readValue(item, walk, depth + 1));
  const pairs = Object.entries(value as { readonly [name: string]: Json });
  return Object.fromEntries(
    pairs.map(([name, item]) => [readString(name, walk), readValue(item, walk, depth + 1)]),
  );
}

/**
 * What a model hands to a tool: JSON where it kept to it, else text. The document is read as it is written, and each of its
 * strings as whoever parses it will see it, so that no escape hides anything; what is rewritten is JSON again.
 */
export function evaluateArgument(text: string, audience: Audience, guard: Guard): TextVerdict {
  const written = evaluateJson(text, audience, guard);
  if (written === undefined) return evaluateText(text, audience, guard);
  if (written.output === null) return written;
  const walk: Walk = { guard, audience, findings: [], isChanged: false, isHeld: false };
  const value = readValue(JSON.parse(written.output) as Json, walk, 0);
  if (!walk.isChanged && !walk.isHeld) return written;
  const findings = [...written.findings, ...walk.findings];
  const output = walk.isHeld ? null : JSON.stringify(value);
  if (output === null) return { ...verdictOf(findings), output };
  const again = evaluateJson(output, audience, guard);
  if (again?.action === "pass") return { ...verdictOf(findings), output };
  return { ...verdictOf([...findings, unsettledFinding(0, 0)]), output: null };
}
