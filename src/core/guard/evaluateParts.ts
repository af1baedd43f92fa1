import type { Audience } from "./audience.ts";
import { hideCarried, notCarried, type Place, showCarried } from "./carried.ts";
import type { Guard } from "./engine/compileGuard.ts";
import { unsettledFinding } from "./engine/sightFinding.ts";
import type { Replace } from "./engine/stage.ts";
import { evaluateJson } from "./evaluateJson.ts";
import { evaluateText, type TextVerdict } from "./evaluateText.ts";
import { type Finding, type Verdict, verdictOf } from "./verdict.ts";

/** The named parts of what is read: subject and body of a mail, the body alone of a file. */
export type Parts = Readonly<Record<string, string>>;

/** A finding in a part of a message. */
export type PartFinding = Finding & { readonly part: string };

export type PartsVerdict = Verdict<PartFinding> & {
  /** The parts as they may go out; null where nothing may. */
  readonly output: Parts | null;
  /** Values that the message was declared to carry, and in which something would have been found. */
  readonly carried: readonly (Place & { readonly part: string })[];
};

export type PartsOptions = {
  /** Exact values that may stand in it: see `notCarried`. */
  readonly mayCarry?: readonly string[];
  /** The parts are JSON documents: what is rewritten is JSON again. */
  readonly isJson?: boolean;
  readonly replace?: Replace;
};

const settled = (verdict: TextVerdict): string | null =>
  verdict.action === "pass" || verdict.action === "rewrite" ? verdict.output : null;

/** One part under all guards, of which each knows some of the rules. */
function readPart(
  text: string,
  audience: Audience,
  guards: readonly Guard[],
  { mayCarry = [], isJson = false, replace }: PartsOptions,
): Verdict<Finding> & { output: string | null; carried: readonly Place[] } {
  const judge = (said: string, guard: Guard): TextVerdict =>
    (isJson ? evaluateJson(said, audience, guard, replace) : undefined) ??
    evaluateText(said, audience, guard, replace);
  const findingsIn = (said: string): Finding[] =>
    guards.flatMap((guard) => evaluateText(said, audience, guard).findings);
  const { findings, excused: carried } = notCarried(text, findingsIn(text), mayCarry);
  const excused = [...new Set(carried.map(({ value }) => value))];
  const verdict = { ...verdictOf(findings), carried };
  if (verdict.action === "pass") return { ...verdict, output: text };
  if (verdict.action !== "rewrite") return { ...verdict, output: null };
  let output: string | null = hideCarried(text, excused) ?? null;
  for (const guard of guards) output = output === null ? null : settled(judge(output, guard));
  if (output !== null) {
    const shown = showCarried(output, excused);
    // What one rule put in, another may find; and a value taken out of its place may have held something together.
    if (notCarried(shown, findingsIn(shown), mayCarry).findings.length === 0)
      return { ...verdict, output: shown };
  }
  const unsettled = unsettledFinding(findings[0]?.start ?? 0, findings.at(-1)?.end ?? 0);
  return { ...verdictOf([...findings, unsettled]), carried, output: null };
}

/** Judges the parts of one message together: what one part may not, the whole may not. Pure; linear in the text. */
export function evaluateParts(
  parts: Parts,
  audience: Audience,
  guards: readonly Guard[],
  options: PartsOptions = {},
): PartsVerdict {
  const read = Object.entries(parts).map(([part, text]) => ({
    part,
    ...readPart(text, audience, guards, options),
  }));
  const findings = read.flatMap(({ part, findings: found }) =>
    found.map((finding): PartFinding => ({ ...finding, part })),
  );
  const outputs = read.flatMap(({ part, output }) => (output === null ? [] : [[part, output]]));
  return {
    ...verdictOf(findings),
    output: outputs.length === read.length ? Object.fromEntries(outputs) : null,
    carried: read.flatMap(({ part, carried }) => carried.map((place) => ({ ...place, part }))),
  };
}
