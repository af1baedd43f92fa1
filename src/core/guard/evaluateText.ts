import type { Audience } from "./audience.ts";
import { Cascade } from "./engine/cascade.ts";
import { type Guard, watchFor } from "./engine/compileGuard.ts";
import type { Replace } from "./engine/stage.ts";
import { type Finding, type Verdict, verdictOf } from "./verdict.ts";

/** `output`: what may go out; null where nothing may. */
export type TextVerdict = Verdict<Finding> & { readonly output: string | null };

const ownReplacement: Replace = () => undefined;

/** Judges one text. Pure; linear in the text. */
export function evaluateText(
  text: string,
  audience: Audience,
  guard: Guard,
  replace: Replace = ownReplacement,
): TextVerdict {
  const cascade = new Cascade(watchFor(guard, audience), replace, text.length);
  const output = cascade.end(text);
  const verdict = verdictOf(cascade.findings());
  const mayLeave = verdict.action === "pass" || verdict.action === "rewrite";
  return { ...verdict, output: mayLeave ? output : null };
}
