import type { Audience } from "#core/guard/audience.ts";
import { CHECKS } from "#core/guard/detect/checks.ts";
import { type DraftRefusal, decideDraft, mayDraft, toDraftRequest } from "#core/guard/draft.ts";
import { compileGuard, type Guard } from "#core/guard/engine/compileGuard.ts";
import { evaluateText } from "#core/guard/evaluateText.ts";
import type { Pack } from "#core/guard/pack.ts";
import { relaxPacks } from "#core/guard/proxy/relax.ts";
import type { Registry } from "#core/guard/registry.ts";
import type { Finding } from "#core/guard/verdict.ts";
import type { ModelEndpoint, ModelRefusal } from "#core/models/endpoint.ts";
import { type Result, refuse } from "#core/result.ts";
import type { ModelPort } from "#outside/models/port.ts";

export type DraftDeps = {
  readonly models: Pick<ModelPort, "ask">;
  readonly endpoint: ModelEndpoint;
};

export type DraftAsked = {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly audience: Audience;
  readonly guard: Guard;
  readonly packs: readonly Pack[];
  readonly registry: Registry;
};

const holds = ({ action }: Finding): boolean => action === "escalate" || action === "block";

/** The text with all that is rewritten anyhow, and what of its style is to be changed in it. Null: there is more to it. */
function toMaterial({ text, findings, audience, packs, registry, guard }: DraftAsked) {
  const rules = new Set(findings.filter(holds).map(({ ruleId }) => ruleId));
  const relaxed = compileGuard(relaxPacks(packs, rules, "as-is"), registry, CHECKS);
  const { output } = evaluateText(text, audience, relaxed);
  if (output === null) return null;
  const left = evaluateText(output, audience, guard).findings.filter(holds);
  return left.length > 0 && mayDraft(left) ? { text: output, findings: left } : null;
}

/**
 * Asks a model to say otherwise what is held back for its style, and judges what it says like any text. What else was found in
 * the text is rewritten before the model sees it. The verdict on the text itself stays what it was.
 */
export async function draftRewrite(
  { models, endpoint }: DraftDeps,
  asked: DraftAsked,
  signal?: AbortSignal,
): Promise<Result<string, DraftRefusal | ModelRefusal>> {
  const material = mayDraft(asked.findings) ? toMaterial(asked) : null;
  if (material === null)
    return refuse("draft/none", "More than the style of the text holds it back.");
  const request = toDraftRequest(material.text, material.findings);
  const answered = await models.ask(endpoint, request, signal);
  if (!answered.ok) return answered;
  return decideDraft(material.text, answered.value.reply.content, asked.audience, asked.guard);
}
