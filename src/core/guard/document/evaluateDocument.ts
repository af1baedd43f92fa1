import type { Audience } from "../audience.ts";
import type { Guard } from "../engine/compileGuard.ts";
import type { Replace } from "../engine/stage.ts";
import { evaluateJson } from "../evaluateJson.ts";
import type { TextVerdict } from "../evaluateText.ts";
import type { Pack } from "../pack.ts";
import { tlpMarkPack } from "../packs/tlpMark.ts";
import { type Finding, verdictOf } from "../verdict.ts";
import { readTlpFaults } from "./csafTlp.ts";

const URL_OF_CSAF = "https://docs.oasis-open.org/csaf/csaf/v2.1/csaf-v2.1.html";

/** What the document says of its own audience contradicts itself: the finding is about the whole of it. */
function labelFindings(text: string): Finding[] {
  const faults = readTlpFaults(JSON.parse(text) as unknown);
  const end = faults.length === 0 ? 0 : [...text].length;
  return faults.map(({ rule = "csaf", pointer, message }) => ({
    ruleId: rule,
    type: "tlp.contradiction",
    action: "escalate",
    citation: { standard: "CSAF 2.1", clause: rule.replace("csaf/", ""), url: URL_OF_CSAF },
    detector: "label",
    confidence: 1,
    start: 0,
    end,
    message: `${pointer}: ${message}`,
  }));
}

/**
 * Judges a JSON document, and what a CSAF document says of its own audience where the TLP pack is asked for. Undefined: it is
 * no JSON.
 */
export function evaluateDocument(
  text: string,
  audience: Audience,
  guard: Guard,
  packs: readonly Pack[],
  replace?: Replace,
): TextVerdict | undefined {
  const read = evaluateJson(text, audience, guard, replace);
  if (read === undefined || !packs.some(({ id }) => id === tlpMarkPack.id)) return read;
  const faults = labelFindings(text);
  if (faults.length === 0) return read;
  return { ...verdictOf([...faults, ...read.findings]), output: null };
}
