import { ACTIONS, type Action, type Citation, type Finding } from "../verdict.ts";
import type { SourceSight } from "./derivedView.ts";
import type { Replace } from "./stage.ts";

const DEFAULT_CONFIDENCE = 0.8;
/** Types whose marks are kept. */
const MOST_MARKS = 1_024;

/** Why the guard holds what it cannot examine: https://owasp.org, application security verification standard 5, 1.5. */
const UNREADABLE: Citation = {
  standard: "OWASP ASVS 5.0",
  clause: "2.2 Input Validation",
  url: "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x11-V2-Validation-and-Business-Logic.md",
};

export const actionOf = ({ sight }: SourceSight): Exclude<Action, "pass"> =>
  sight.isTooDense ? "block" : sight.rule.rule.action;

const kindOf = (type: string): string => type.slice(type.lastIndexOf(".") + 1);

export function findingOf(source: SourceSight, start: number, end: number): Finding {
  const { rule } = source.sight.rule;
  const { kind } = rule.detector;
  const detector = source.view === "" ? kind : `${kind}+${source.view}`;
  if (source.sight.isTooDense) {
    return {
      ruleId: "guard/too-dense",
      type: "guard.unreadable",
      action: "block",
      citation: UNREADABLE,
      detector,
      confidence: 1,
      start,
      end,
      message: `From here on the text is so dense with what ${rule.id} looks for that it was not read to its end.`,
    };
  }
  const finding: Finding = {
    ruleId: rule.id,
    type: rule.type,
    action: rule.action,
    citation: rule.citation,
    detector,
    confidence: rule.confidence ?? DEFAULT_CONFIDENCE,
    start,
    end,
    message: rule.message ?? `The text has what looks like this: ${kindOf(rule.type)}.`,
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

/** The most severe of what overlaps, then the longest, then the first, then by id: it names what was there. */
function winnerOf(cluster: readonly SourceSight[]): SourceSight | undefined {
  if (cluster.length === 1) return cluster[0];
  return [...cluster].sort(
    (a, b) =>
      ACTIONS.indexOf(actionOf(b)) - ACTIONS.indexOf(actionOf(a)) ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start ||
      (a.sight.rule.rule.id < b.sight.rule.rule.id ? -1 : 1),
  )[0];
}

export function replacementOf(
  cluster: readonly SourceSight[],
  text: string,
  replace: Replace,
): string {
  const rule = winnerOf(cluster)?.sight.rule.rule;
  if (!rule) return "";
  const { id, type, replacement } = rule;
  return replace({ ruleId: id, type, text }) ?? replacement ?? markOf(type);
}

const marks = new Map<string, string>();

function markOf(type: string): string {
  const mark = marks.get(type) ?? `[${kindOf(type).toUpperCase()}]`;
  if (marks.size < MOST_MARKS) marks.set(type, mark);
  return mark;
}
