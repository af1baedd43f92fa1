import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { Audience } from "./audience.ts";
import type { Cleared, Message } from "./message.ts";
import type { MessagePack } from "./messageRule.ts";
import type { GuardContext } from "./registry.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** Pure: the same message, audience, context and packs always give the same verdict. */
export function evaluate(
  message: Message,
  audience: Audience,
  context: GuardContext,
  packs: readonly MessagePack[],
): Verdict {
  return verdictOf(
    packs.flatMap((pack) => pack.rules.flatMap((rule) => rule.detect(message, audience, context))),
  );
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
