import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { Audience } from "./audience.ts";
import { contentLabelFindings } from "./contentLabel.ts";
import {
  evaluateParts,
  type PartFinding,
  type Parts,
  type PartsOptions,
  type PartsVerdict,
} from "./evaluateParts.ts";
import type { Cleared, Leaving, Message } from "./message.ts";
import type { Pack } from "./pack.ts";
import type { GuardContext } from "./registry.ts";
import { guardsFor } from "./standingGuard.ts";
import { type Finding, type Verdict, verdictOf } from "./verdict.ts";

/** Pure: the same parts, audience, context and packs always give the same verdict. */
export function evaluateLeaving(
  parts: Parts,
  audience: Audience,
  context: GuardContext,
  packs: readonly Pack[],
  options: PartsOptions = {},
): PartsVerdict {
  const labelled: PartFinding[] = contentLabelFindings(parts.body ?? "", audience, context);
  const read = evaluateParts(parts, audience, guardsFor(packs, context), options);
  if (labelled.length === 0) return read;
  return { ...read, ...verdictOf([...labelled, ...read.findings]), output: null };
}

/** What is read of a message. */
export const partsOf = ({ subject, body }: Pick<Message, "subject" | "body">): Parts => ({
  subject,
  body,
});

export const evaluate = (
  message: Message,
  audience: Audience,
  context: GuardContext,
  packs: readonly Pack[],
  options: PartsOptions = {},
): PartsVerdict => evaluateLeaving(partsOf(message), audience, context, packs, options);

export type GuardRefusal = Refusal<"guard/held">;

const saidBy = ({ findings }: Verdict<Finding>): string =>
  findings.map(({ ruleId, message }) => `${ruleId}: ${message}`).join(" ");

/** The only maker of `Cleared` by the guard's own word. Anything but a pass is refused, with the rules that spoke. */
export function clear<T extends Leaving>(
  leaving: T,
  verdict: Verdict<Finding>,
): Result<Cleared<T>, GuardRefusal> {
  if (verdict.action === "pass") return ok(leaving as Cleared<T>);
  return refuse("guard/held", saidBy(verdict));
}

/** The word of a named person on what was escalated: these bytes, and no others. */
export type Release = {
  readonly outputSha256: string;
  readonly personId: string;
  readonly name: string;
  readonly reason: string;
};

/**
 * The other maker: a person let just these bytes go, and nothing has been learned since that blocks them. Whoever hashes
 * says what the bytes at hand hash to.
 */
export function clearReleased<T extends Leaving>(
  leaving: T,
  verdict: Verdict<Finding>,
  sha256: string,
  release: Release | null,
): Result<Cleared<T>, GuardRefusal> {
  const isReleased = release !== null && release.outputSha256 === sha256;
  if (isReleased && verdict.action !== "block") return ok(leaving as Cleared<T>);
  return clear(leaving, verdict);
}
