import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { Audience } from "./audience.ts";
import { contentLabelFindings } from "./contentLabel.ts";
import { CHECKS } from "./detect/checks.ts";
import { compileGuard, type Guard } from "./engine/compileGuard.ts";
import { evaluateText } from "./evaluateText.ts";
import type { Cleared, Message } from "./message.ts";
import type { Pack } from "./pack.ts";
import type { GuardContext } from "./registry.ts";
import { type GuardFinding, type Verdict, verdictOf } from "./verdict.ts";

const guards = new WeakMap<readonly Pack[], Guard>();

/** Rules that know nothing of a registry are made ready once for all messages. */
function standingGuard(packs: readonly Pack[]): Guard {
  const known = guards.get(packs);
  if (known) return known;
  const made = compileGuard(ofKind(packs, false), { embargoed: [] }, CHECKS);
  guards.set(packs, made);
  return made;
}

const ofKind = (packs: readonly Pack[], isRegistry: boolean): Pack[] =>
  packs.map((pack) => ({
    ...pack,
    rules: pack.rules.filter(({ detector }) => (detector.kind === "registry") === isRegistry),
  }));

/** Pure: the same message, audience, context and packs always give the same verdict. */
export function evaluate(
  message: Message,
  audience: Audience,
  context: GuardContext,
  packs: readonly Pack[],
): Verdict {
  const both = [standingGuard(packs), compileGuard(ofKind(packs, true), context, CHECKS)];
  const written = (["subject", "body"] as const).flatMap((part) =>
    both.flatMap((guard) =>
      evaluateText(message[part], audience, guard).findings.map(
        (finding): GuardFinding => ({ ...finding, part }),
      ),
    ),
  );
  return verdictOf([...contentLabelFindings(message, audience, context), ...written]);
}

export type GuardRefusal = Refusal<"guard/held">;

/** The only maker of `Cleared`. Anything but a pass is refused, with the rules that spoke. */
export function clear<M extends Message>(
  message: M,
  verdict: Verdict,
): Result<Cleared<M>, GuardRefusal> {
  if (verdict.action === "pass") return ok(message as Cleared<M>);
  const said = verdict.findings.map((finding) => `${finding.ruleId}: ${finding.message}`);
  return refuse("guard/held", said.join(" "));
}
