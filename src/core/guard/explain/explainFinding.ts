import type { PartFinding } from "../evaluateParts.ts";
import type { Action } from "../verdict.ts";

type Explainable = Omit<PartFinding, "message" | "action"> & { readonly action: Action };

const VIEWS: Readonly<Record<string, string>> = {
  escape: "escapes",
  base64: "base64",
  hex: "hexadecimal digits",
};

/** "pattern+base64": how it was found, and behind which writing. */
export function howFound(detector: string): string {
  const [kind = "", ...views] = detector.split("+");
  const by =
    {
      pattern: "by its form",
      terms: "by a word of a list",
      registry: "because the register knows it",
      label: "by the label of the content",
      rescan: "when the rewritten text was read again",
      reader: "by whoever could not read it",
    }[kind] ?? `by ${kind}`;
  if (views.length === 0) return by;
  return `${by}, behind ${views.map((view) => VIEWS[view] ?? view).join(" and ")}`;
}

const DONE: Readonly<Record<string, string>> = {
  rewrite: "It is replaced",
  escalate: "A person has to decide",
  block: "Nothing of the text leaves",
};

/** A finding in plain words, and without what was found. Offsets count code points. */
export function explainFinding(finding: Explainable): string {
  const { ruleId, type, citation, start, end, part, detector, confidence, action } = finding;
  return [
    `${ruleId} found a ${type} in the ${part}, from character ${start} to ${end}, ${howFound(detector)} (confidence ${confidence}).`,
    `  ${DONE[action] ?? action}, by ${citation.standard}, ${citation.clause}`,
    `  ${citation.url}`,
  ].join("\n");
}
