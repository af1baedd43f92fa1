import type { Allowance } from "../pack.ts";

/** What a filter lets go, as entropy and allowances. */
export type Filter = { readonly entropy?: number; readonly allow: readonly Allowance[] };

const ENTROPY = /^(?:filter\.)?entropy\(finding\["secret"\]\)\s*<=?\s*([\d.]+)$/;
const ANY =
  /^(!?)(?:filter\.)?(matchesAny|containsAny)\(finding\["(secret|match)"\],\s*\[([\s\S]*)\]\)$/;
/** A message has no path: what asks for one never applies. */
const BY_PATH = /^(?:filter\.)?matchesAny\(\(attributes\["path"\] \?\? ""\),\s*\[[\s\S]*\]\)$/;
const TEXT = /`([^`]*)`|"((?:[^"\\]|\\.)*)"/g;

const textsOf = (list: string): string[] =>
  [...list.matchAll(TEXT)].map(([, raw, quoted]) => raw ?? String(JSON.parse(`"${quoted ?? ""}"`)));

/** The terms between `||`, outside of texts and brackets. */
function termsOf(source: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let from = 0;
  const masked = source.replace(TEXT, (text) => "x".repeat(text.length));
  for (let i = 0; i < masked.length; i += 1) {
    if (masked[i] === "(" || masked[i] === "[") depth += 1;
    else if (masked[i] === ")" || masked[i] === "]") depth -= 1;
    else if (depth === 0 && masked.startsWith("||", i)) {
      terms.push(source.slice(from, i).trim());
      from = i + 2;
    }
  }
  terms.push(source.slice(from).trim());
  return terms;
}

/** `(a || b)` in one pair of brackets is `a || b`. */
const unwrapped = (source: string): string =>
  /^\([\s\S]*\)$/.test(source) &&
  termsOf(source).length === 1 &&
  /^\((?:filter\.)?[a-z!]/.test(source)
    ? source.slice(1, -1).trim()
    : source;

/**
 * Betterleaks' filters, of which alternatives of `entropy`, `matchesAny` and `containsAny` can be taken over. Gives the
 * reason where one says more than that.
 */
export function readFilter(filter: string): Filter | string {
  if (filter.trim() === "") return { allow: [] };
  let entropy: number | undefined;
  const allow: Allowance[] = [];
  for (const term of termsOf(unwrapped(filter.trim()))) {
    const least = ENTROPY.exec(term)?.[1];
    const any = ANY.exec(term);
    if (least !== undefined) entropy = Number(least);
    else if (any) allow.push(allowanceOf(any));
    else if (!BY_PATH.test(term))
      return `has a filter that says more than can be taken over: ${term.slice(0, 60)}`;
  }
  return entropy === undefined ? { allow } : { entropy, allow };
}

function allowanceOf([, not, kind, target, list = ""]: RegExpExecArray): Allowance {
  const texts = textsOf(list);
  return {
    target: target === "match" ? "match" : "found",
    patterns: kind === "matchesAny" ? texts : [],
    stopwords: kind === "containsAny" ? texts.map((text) => text.toLowerCase()) : [],
    isNegated: not === "!",
  };
}
