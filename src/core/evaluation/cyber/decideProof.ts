import { readTrace } from "../../formats/sanitizer/trace.ts";
import type { SandboxRun } from "../../sandbox/job.ts";
import type { Outcome } from "../rule/outcome.ts";
import type { CyberFacts } from "./program.ts";

/** How a program took an input: `end` as the sandbox tells it, and what the sanitizer wrote. */
export type Tried = Pick<SandboxRun, "end"> & { readonly report: string };

export type Proof = { readonly outcome: Outcome; readonly reason: string };

/** The function that failed, by the sanitizer's report; null where it reports nothing. */
const failedIn = ({ report }: Tried): { readonly type: string; readonly frame: string } | null => {
  const crash = readTrace(report);
  return crash === null ? null : { type: crash.type, frame: crash.frames[0] ?? "" };
};

const describe = (tried: Tried): string => {
  const crash = failedIn(tried);
  if (crash !== null) return `${crash.type} in ${crash.frame || "an unnamed function"}`;
  const { end } = tried;
  if (end.kind === "limit") return `it used up its ${end.limit}`;
  return end.kind === "signal" ? `it was ended by ${end.signal}` : `it ended with ${end.code}`;
};

/**
 * Whether an input is one that makes the flawed program fail: each time, in the planted function, and not the fixed one. A limit that was
 * reached is no failure of the program. Nothing but these runs decides.
 */
export function decideProof(
  { function: planted }: CyberFacts,
  flawed: readonly Tried[],
  fixed: readonly Tried[],
): Proof {
  const elsewhere = flawed.find((tried) => failedIn(tried)?.frame !== planted);
  if (flawed.length === 0 || fixed.length === 0)
    return { outcome: "evidence_missing", reason: "Nothing was run." };
  if (elsewhere !== undefined) {
    const some = flawed.some((tried) => failedIn(tried)?.frame === planted);
    const times = some ? ` at least once of ${flawed.length} times` : "";
    return {
      outcome: "no",
      reason: `The flawed program did not fail in ${planted}${times}: ${describe(elsewhere)}.`,
    };
  }
  const also = fixed.find((tried) => failedIn(tried) !== null || tried.end.kind === "signal");
  if (also !== undefined)
    return { outcome: "no", reason: `The fixed program fails on it, too: ${describe(also)}.` };
  const [first] = flawed;
  const how = first === undefined ? "" : describe(first);
  return {
    outcome: "yes",
    reason: `${flawed.length} of ${flawed.length} runs: ${how}; the fixed program does not fail.`,
  };
}
