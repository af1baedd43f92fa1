import { z } from "zod";
import type { Json } from "../../canonicalJson.ts";
import { CATEGORY } from "../design/factor.ts";
import { toIdentity, toJson } from "../identity.ts";
import type { Outcome } from "../rule/outcome.ts";
import { answers } from "../rule/parts.ts";
import { done } from "../run/asking.ts";
import type { ModelJudge, RespectedOpinion } from "../run/modelJudge.ts";
import { CRASH_FOUND } from "./cyberCase.ts";
import type { CyberProgram } from "./program.ts";

/** What whoever drives a judgement runs for it. */
export const PROVE = "sandbox.prove";

export const ProveArguments = z.object({ program: z.string(), answer: z.string() });
const ProveResult = z.object({
  outcome: z.enum(["yes", "no", "evidence_missing"]),
  reason: z.string(),
});

/** Hash of every program: another flaw is another judge. */
export const toSuiteIdentity = (programs: readonly CyberProgram[]): Json =>
  toIdentity("cyber-suite", toJson(programs));

const RESPECT = { dimension: CRASH_FOUND, category: null } as const;

/** The sandbox as a member of a panel. It says what happened when the input was run, and stands with the rules: nobody overrules it. */
export function toCyberJudge(programs: readonly CyberProgram[]): ModelJudge {
  const suite = toSuiteIdentity(programs);
  const id = toIdentity("cyber-judge", suite);
  const said = (outcome: Outcome, reason: string): RespectedOpinion[] => [
    {
      respect: RESPECT,
      opinion: { judge: id, kind: "rule", outcome, reason, seen: [], citations: [] },
    },
  ];
  return {
    id,
    identity: { sandbox: suite },
    promptHash: id,
    n: 1,
    respects: () => [RESPECT],
    judge: ({ trial, held }) => ({
      kind: "run",
      tool: PROVE,
      args: {
        program: held.stratum[CATEGORY] ?? "",
        answer: answers(trial).at(-1)?.text ?? "",
      },
      resume: (result) => {
        if (!result.ok) return done(said("evidence_missing", result.refusal.detail));
        const { outcome, reason } = ProveResult.parse(result.value);
        return done(said(outcome, reason));
      },
    }),
  };
}
