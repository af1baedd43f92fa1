import type { Audience } from "../audience.ts";
import { mayReachKind } from "../audience.ts";
import type { Checks } from "../check.ts";
import { ESCAPE_STARTS } from "../normal/escape.ts";
import { foldText } from "../normal/fold.ts";
import type { Pack, PackRule } from "../pack.ts";
import { registeredTexts } from "../registered.ts";
import type { Registry } from "../registry.ts";
import { Automaton } from "./automaton.ts";
import type { CompiledRule, LiteralRule } from "./compiledRule.ts";
import { compilePatternRule } from "./compilePatternRule.ts";
import type { Watch } from "./derivedView.ts";
import { FollowFilter } from "./followFilter.ts";
import type { Keyword } from "./keywordTrie.ts";
import { groupLeads } from "./leadHold.ts";
import type { Needles } from "./scanner.ts";
import { compileWordRules, type WordNeedles } from "./wordRules.ts";

/** Packs and registry, ready to scan with: made once, used for any number of texts and audiences. */
export type Guard = { readonly needles: Needles };

const literalRule = (
  rule: PackRule,
  texts: readonly string[],
  isPartOfWord: boolean,
  caseId: string | null,
): LiteralRule => ({
  kind: "literal",
  rule,
  keywords: [...new Set(texts.map((text) => foldText(text).toLowerCase()))].filter(
    (text) => text.length > 0,
  ),
  isPartOfWord,
  caseId,
});

const compiledRules = new WeakMap<PackRule, { checks: Checks; made: CompiledRule }>();

/** Patterns are compiled once, however often a registry changes beside them. */
function compileRule(rule: PackRule, registry: Registry, checks: Checks): CompiledRule[] {
  const { detector } = rule;
  if (detector.kind === "registry") {
    const known = registeredTexts(registry, detector.source).map(({ caseId, texts }) =>
      literalRule(rule, texts, false, caseId),
    );
    return [...known, ...compileWordRules(rule, registry)];
  }
  const known = compiledRules.get(rule);
  if (known && known.checks === checks) return [known.made];
  const made =
    detector.kind === "pattern"
      ? compilePatternRule(rule, detector, checks)
      : literalRule(rule, detector.terms, detector.isPartOfWord ?? false, null);
  compiledRules.set(rule, { checks, made });
  return [made];
}

const keywordsOf = (compiled: CompiledRule, owner: number): Keyword[] =>
  compiled.keywords.map((text) => ({
    text,
    owner,
    isHeld: compiled.kind !== "pattern" || !compiled.startsAfterKeyword,
    afterBreak:
      compiled.kind === "literal"
        ? !compiled.isPartOfWord && /^[\w]/.test(text)
        : compiled.kind === "pattern" && compiled.afterBreak,
    tail: compiled.kind === "pattern" ? compiled.tail : [],
  }));

function wordNeedlesOf(rules: readonly CompiledRule[]): WordNeedles | undefined {
  const terms: WordNeedles["terms"][number][] = [];
  const shingles: WordNeedles["shingles"][number][] = [];
  for (const [owner, rule] of rules.entries()) {
    if (rule.kind !== "words") continue;
    if (rule.terms) terms.push({ owner, index: rule.terms });
    if (rule.shingles) shingles.push({ owner, index: rule.shingles });
  }
  return terms.length + shingles.length === 0 ? undefined : { terms, shingles };
}

/** Throws `PatternFault` for a rule that cannot be compiled: `lintPack` says which and why. */
export function compileGuard(packs: readonly Pack[], registry: Registry, checks: Checks): Guard {
  const rules = packs.flatMap((pack) =>
    pack.rules.flatMap((rule) => compileRule(rule, registry, checks)),
  );
  const triggers = ESCAPE_STARTS.map((text) => ({
    text,
    owner: rules.length,
    isHeld: false,
    afterBreak: false,
    tail: [],
  }));
  const keywords = rules.flatMap((rule, owner) => keywordsOf(rule, owner));
  return {
    needles: {
      automaton: new Automaton([...keywords, ...triggers]),
      rules,
      afterBreak: Uint8Array.from(rules, (rule) =>
        Number(rule.kind === "pattern" && rule.afterBreak),
      ),
      follow: new FollowFilter(rules),
      words: wordNeedlesOf(rules),
      leads: groupLeads(rules.filter((rule) => rule.kind === "pattern")),
    },
  };
}

const MOST_WATCHES = 1_000;

/** True where the audience may read what the rule finds. */
function mayRead(compiled: CompiledRule, audience: Audience): boolean {
  const { widest } = compiled.rule;
  if (widest !== undefined && mayReachKind(widest, audience.kind)) return true;
  if (compiled.kind === "pattern" || compiled.caseId === null) return false;
  return compiled.caseId === audience.caseId;
}

const watches = new WeakMap<Guard, Map<string, Watch>>();

/** What is looked for on behalf of an audience. */
export function watchFor(guard: Guard, audience: Audience): Watch {
  const known = watches.get(guard) ?? new Map<string, Watch>();
  watches.set(guard, known);
  const key = `${audience.kind} ${audience.caseId ?? ""}`;
  const { needles } = guard;
  const watch = known.get(key) ?? {
    needles,
    isActive: Uint8Array.from(needles.rules, (rule) => Number(!mayRead(rule, audience))),
  };
  if (known.size < MOST_WATCHES) known.set(key, watch);
  return watch;
}
