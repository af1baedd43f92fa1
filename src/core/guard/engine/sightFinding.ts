import type { PackRule } from "../pack.ts";
import { ACTIONS, type Action, type Citation, type Finding } from "../verdict.ts";
import type { SourceSight } from "./derivedView.ts";
import type { Replace } from "./stage.ts";

const DEFAULT_CONFIDENCE = 0.8;
const MOST_SEVERE = ACTIONS.indexOf("block");

/** Why the guard holds what it cannot examine: https://owasp.org, application security verification standard 5, 1.5. */
const UNREADABLE: Citation = {
  standard: "OWASP ASVS 5.0",
  clause: "2.2 Input Validation",
  url: "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x11-V2-Validation-and-Business-Logic.md",
};

/** What findings of a rule have in common: read from its pack once. */
type RuleFacts = Omit<Finding, "start" | "end" | "origin"> & {
  /** The place of its action in their order. */
  readonly rank: number;
  readonly replacement: string;
};

const facts = new WeakMap<PackRule, RuleFacts>();

function factsOf(rule: PackRule): RuleFacts {
  const known = facts.get(rule);
  if (known) return known;
  const kind = rule.type.slice(rule.type.lastIndexOf(".") + 1);
  const made: RuleFacts = {
    ruleId: rule.id,
    type: rule.type,
    action: rule.action,
    rank: ACTIONS.indexOf(rule.action),
    citation: rule.citation,
    detector: rule.detector.kind,
    confidence: rule.confidence ?? DEFAULT_CONFIDENCE,
    message: rule.message ?? `The text has what looks like this: ${kind}.`,
    replacement: rule.replacement ?? `[${kind.toUpperCase()}]`,
  };
  facts.set(rule, made);
  return made;
}

export const actionOf = ({ sight }: SourceSight): Exclude<Action, "pass"> =>
  sight.isTooDense ? "block" : factsOf(sight.rule.rule).action;

export function findingOf(source: SourceSight, start: number, end: number): Finding {
  const { sight, view } = source;
  const known = factsOf(sight.rule.rule);
  const detector = view === "" ? known.detector : `${known.detector}+${view}`;
  if (sight.isTooDense) {
    return {
      ruleId: "guard/too-dense",
      type: "guard.unreadable",
      action: "block",
      citation: UNREADABLE,
      detector,
      confidence: 1,
      start,
      end,
      message: `From here on the text is so dense with what ${known.ruleId} looks for that it was not read to its end.`,
    };
  }
  const finding: Finding = {
    ruleId: known.ruleId,
    type: known.type,
    action: known.action,
    citation: known.citation,
    detector,
    confidence: known.confidence,
    start,
    end,
    message: known.message,
  };
  const origin = originOf(source);
  return origin ? { ...finding, origin } : finding;
}

function originOf({ sight }: SourceSight): Finding["origin"] {
  const { rule, passage } = sight;
  if (passage === undefined || rule.kind === "pattern" || rule.caseId === null) return undefined;
  return { caseId: rule.caseId, passage };
}

/** A rewriting did not settle: its result still has findings, or cannot be changed any more. */
export const unsettledFinding = (start: number, end: number): Finding => ({
  ruleId: "guard/unsettled",
  type: "guard.unsettled",
  action: "block",
  citation: UNREADABLE,
  detector: "rescan",
  confidence: 1,
  start,
  end,
  message: "The rewritten text still has findings, so nothing of it leaves.",
});

const rankOf = ({ sight }: SourceSight): number =>
  sight.isTooDense ? MOST_SEVERE : factsOf(sight.rule.rule).rank;

/** The most severe of what overlaps, then the longest, then the first, then by id: it names what was there. */
const bySeverity = (a: SourceSight, b: SourceSight): number =>
  rankOf(b) - rankOf(a) ||
  b.end - b.start - (a.end - a.start) ||
  a.start - b.start ||
  (a.sight.rule.rule.id < b.sight.rule.rule.id ? -1 : 1);

export function replacementOf(
  cluster: readonly SourceSight[],
  text: string,
  replace: Replace,
): string {
  let [winner] = cluster;
  if (!winner) return "";
  for (let i = 1; i < cluster.length; i += 1) {
    const other = cluster[i] as SourceSight;
    if (bySeverity(other, winner) < 0) winner = other;
  }
  const { ruleId, type, replacement } = factsOf(winner.sight.rule.rule);
  return replace({ ruleId, type, text }) ?? replacement;
}
