import { PROVE, ProveArguments } from "#core/evaluation/cyber/cyberJudge.ts";
import type { CyberProgram } from "#core/evaluation/cyber/program.ts";
import { ok, type Refusal, type Result } from "#core/result.ts";
import { noTools, type RunTool } from "./drive.ts";
import { openProver } from "./proveInput.ts";

/** What judges may run: inputs against programs with planted flaws, where the evaluation is about them; else nothing. */
export async function openProving(
  programs: readonly CyberProgram[] | null,
): Promise<Result<RunTool, Refusal>> {
  if (programs === null) return ok(noTools);
  const prover = await openProver(programs);
  if (!prover.ok) return prover;
  return ok(async (tool, args, signal) => {
    if (tool !== PROVE) return await noTools(tool, args, signal);
    const { program, answer } = ProveArguments.parse(args);
    return await prover.value.prove(program, answer);
  });
}
