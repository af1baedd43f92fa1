import type { AudienceKind } from "#core/guard/audience.ts";
import { CHECKS } from "#core/guard/detect/checks.ts";
import { compileGuard } from "#core/guard/engine/compileGuard.ts";
import { evaluateLeaving } from "#core/guard/evaluate.ts";
import { evaluateText } from "#core/guard/evaluateText.ts";
import type { Pack } from "#core/guard/pack.ts";
import { readPackFile } from "#core/guard/packFile/readPackFile.ts";
import { PACKS } from "#core/guard/packs/catalogue.ts";
import { toShownFinding } from "#core/guard/shownFinding.ts";
import type { Action } from "#core/guard/verdict.ts";
import type { Problem } from "#core/problem.ts";
import { findReplaced, type Replaced } from "../text/replaced.ts";
import { type Span, toUnits } from "../text/stretches.ts";

/** A pack of the product by its id alone; another one with its JSON. */
export type PackChoice = { readonly id: string; readonly content: string | null };

export type ReadJob = {
  readonly do: "read";
  readonly audience: AudienceKind;
  readonly packs: readonly PackChoice[];
  /** Read as a JSON document: what is rewritten is JSON again. */
  readonly isJson: boolean;
};
export type ShownFinding = ReturnType<typeof toShownFinding>;
export type Reading = {
  readonly verdict: Action;
  /** The first of them; `count` is how many there are. */
  readonly findings: readonly ShownFinding[];
  readonly count: number;
  /** Where they stand, in UTF-16 units. */
  readonly spans: readonly Span[];
  readonly output: string | null;
  /** What stands in the output for what was found; undefined where that cannot be told. */
  readonly replaced: readonly Replaced[] | undefined;
  /** Asked to be read as JSON, and is none: it was read as a text. */
  readonly isNoJson: boolean;
  readonly milliseconds: number;
};

export type RuleJob = { readonly do: "rule"; readonly pack: PackChoice; readonly ruleId: string };
/** An example as this one rule judges it. */
export type JudgedExample = {
  readonly text: string;
  readonly findings: readonly ShownFinding[];
  readonly output: string | null;
};
export type JudgedRule = {
  readonly examples: readonly JudgedExample[];
  readonly counterExamples: readonly JudgedExample[];
};

export type FileJob = { readonly do: "file"; readonly name: string };
export type CheckedFile = {
  readonly pack: { readonly id: string; readonly version: string; readonly rules: number } | null;
  /** Of a pack that can be taken: rules of a foreign file that are left out. Else every fault. */
  readonly problems: readonly Problem[];
};

export type Job = ReadJob | RuleJob | FileJob;
/** More are counted, and not told one by one. */
export const MOST_FINDINGS = 500;

const lists = new Map<string, readonly Pack[]>();

function packOf({ id, content }: PackChoice): Pack[] {
  if (content !== null) return [JSON.parse(content) as Pack];
  return PACKS.filter((pack) => pack.id === id);
}

/** The same choice is the same list: what is made ready for it serves every text. */
function packsOf(choices: readonly PackChoice[]): readonly Pack[] {
  const key = JSON.stringify(choices);
  const known = lists.get(key);
  if (known) return known;
  if (lists.size >= 20) lists.clear();
  const packs = choices.flatMap(packOf);
  lists.set(key, packs);
  return packs;
}

function isNoJson(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

/** As the outbox reads a message, but for what only the desk knows. */
export function readText(text: string, { audience, packs, isJson }: ReadJob): Reading {
  const began = performance.now();
  const context = { embargoed: [], tlp: null };
  const { action, findings, output } = evaluateLeaving(
    { body: text },
    { kind: audience },
    context,
    packsOf(packs),
    { isJson },
  );
  const out = output?.body ?? null;
  const first = findings.slice(0, MOST_FINDINGS);
  const spans = toUnits(
    text,
    first.map(({ start, end, action: by }) => ({ start, end, action: by })),
  );
  const isWhole = out !== null && first.length === findings.length;
  return {
    verdict: action,
    findings: first.map(toShownFinding),
    count: findings.length,
    spans,
    output: out,
    replaced: isWhole ? findReplaced(text, out, spans) : undefined,
    isNoJson: isJson && text !== "" && isNoJson(text),
    milliseconds: performance.now() - began,
  };
}

/** The examples of one rule, judged by this rule alone. */
export function judgeRule({ pack: choice, ruleId }: RuleJob): JudgedRule {
  const [pack] = packsOf([choice]);
  const rule = pack?.rules.find(({ id }) => id === ruleId);
  if (!pack || !rule) return { examples: [], counterExamples: [] };
  const guard = compileGuard([{ ...pack, rules: [rule] }], { embargoed: [] }, CHECKS);
  const judge = (text: string): JudgedExample => {
    const { findings, output } = evaluateText(text, { kind: "public" }, guard);
    return { text, findings: findings.map(toShownFinding), output };
  };
  return {
    examples: rule.examples.map(judge),
    counterExamples: rule.counterExamples.map(judge),
  };
}

/** A pack's file as the server will read it. */
export function checkFile(text: string, { name }: FileJob): CheckedFile {
  const read = readPackFile(text, name);
  if (!read.ok) return { pack: null, problems: read.problems };
  const { id, version, rules } = read.pack;
  return { pack: { id, version, rules: rules.length }, problems: read.refused };
}
