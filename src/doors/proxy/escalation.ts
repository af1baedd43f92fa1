import { evaluateText } from "#core/guard/evaluateText.ts";
import { joinParts } from "#core/guard/proxy/heldMessage.ts";
import type { PartFinding, Reading } from "#core/guard/proxy/lane.ts";
import { askedRules, type LetGo } from "#core/guard/proxy/relax.ts";
import type { Exchange } from "./parts.ts";

export type Decided =
  | { readonly kind: "let-go"; readonly how: LetGo; readonly reading: Reading; readonly by: By }
  | {
      readonly kind: "held";
      readonly outcome: "blocked" | "held";
      readonly reason: string;
      readonly by: By;
    };
type By = { readonly name: string; readonly reason: string } | null;

const relaxedReading = (
  { policy }: Exchange,
  findings: readonly PartFinding[],
  how: LetGo,
): Reading => ({
  guard: policy.relaxed(askedRules(findings), how),
  audience: policy.audience,
  isKept: true,
});

/** All texts with everything that was found replaced; null where they cannot be. */
function rewriteOf(
  texts: ReadonlyMap<string, string>,
  { guard, audience }: Reading,
): string | null {
  const out = new Map<string, string>();
  for (const [part, text] of texts) {
    const { output } = evaluateText(text, audience, guard);
    if (output === null) return null;
    out.set(part, output);
  }
  return joinParts(out);
}

/** Asks a person about an answer, and says how it is to be read then. */
export async function askAbout(
  exchange: Exchange,
  texts: ReadonlyMap<string, string>,
  findings: readonly PartFinding[],
): Promise<Decided> {
  const { parts, policy, signal } = exchange;
  const rewritten = relaxedReading(exchange, findings, "rewritten");
  const { audience, seconds, upstream } = policy;
  const rewrite = rewriteOf(texts, rewritten);
  const destination = `${policy.name}, model at ${new URL(upstream).host}`;
  const asked = { texts, findings, rewrite, audience, destination, seconds };
  const answer = await parts.askPerson?.(asked, signal);
  const by = answer?.decidedBy ? { name: answer.decidedBy, reason: answer.reason } : null;
  if (answer?.state === "released")
    return {
      kind: "let-go",
      how: "as-is",
      reading: relaxedReading(exchange, findings, "as-is"),
      by,
    };
  if (answer?.state === "rewritten")
    return { kind: "let-go", how: "rewritten", reading: rewritten, by };
  const outcome = answer?.state === "blocked" ? "blocked" : "held";
  // What a person wrote about it is not for the audience.
  const reason =
    outcome === "blocked"
      ? "A person held it back."
      : "It waits for a person, and nobody let it go.";
  return { kind: "held", outcome, reason, by };
}
