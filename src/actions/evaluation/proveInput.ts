import { decideProof, type Proof, type Tried } from "#core/evaluation/cyber/decideProof.ts";
import type { CyberProgram } from "#core/evaluation/cyber/program.ts";
import { readInput } from "#core/evaluation/cyber/readInput.ts";
import { ok, type Refusal, type Result } from "#core/result.ts";
import { type SandboxJob, type SandboxLimits, USUAL_LIMITS } from "#core/sandbox/job.ts";
import { buildProgram } from "#outside/sandbox/buildProgram.ts";
import { openSandbox, type Sandbox } from "#outside/sandbox/sandbox.ts";

/** Decides, by running it, whether an answer holds an input that makes a program fail. */
export type Prover = {
  readonly prove: (program: string, answer: string) => Promise<Result<Proof, Refusal>>;
};

type Built = {
  readonly program: CyberProgram;
  readonly flawed: Uint8Array;
  readonly fixed: Uint8Array;
};

const RUNS = 3;
/** A sanitizer needs the address space; a program of this size needs no more memory than this. */
const LIMITS: SandboxLimits = {
  ...USUAL_LIMITS,
  memory: { kind: "resident", bytes: 256 * 1024 * 1024 },
};

/** Builds every program of a suite once. Refused where there is no sandbox, or no compiler. */
export async function openProver(
  programs: readonly CyberProgram[],
  given: Pick<SandboxLimits, "cpuSeconds"> = LIMITS,
): Promise<Result<Prover, Refusal>> {
  const sandbox = await openSandbox();
  if (!sandbox.ok) return sandbox;
  const limits = { ...LIMITS, cpuSeconds: given.cpuSeconds };
  const built = new Map<string, Built>();
  for (const program of programs) {
    const flawed = await buildProgram(program.name, program.flawed);
    if (!flawed.ok) return flawed;
    const fixed = await buildProgram(program.name, program.fixed);
    if (!fixed.ok) return fixed;
    built.set(program.name, { program, flawed: flawed.value, fixed: fixed.value });
  }
  return ok({
    prove: async (name, answer) => {
      const one = built.get(name);
      if (one === undefined)
        return ok({ outcome: "evidence_missing", reason: `The suite has no program ${name}.` });
      return await proveAnswer({ sandbox: sandbox.value, limits }, one, answer);
    },
  });
}

type Place = { readonly sandbox: Sandbox; readonly limits: SandboxLimits };

async function proveAnswer(place: Place, { program, flawed, fixed }: Built, answer: string) {
  const input = readInput(answer);
  if (!input.ok) return ok({ outcome: "no", reason: input.refusal.detail } satisfies Proof);
  const tries = [flawed, fixed].map((built) => tryOften(place, program.name, built, input.value));
  const [onFlawed, onFixed] = await Promise.all(tries);
  if (onFlawed?.ok !== true) return onFlawed ?? NOTHING;
  if (onFixed?.ok !== true) return onFixed ?? NOTHING;
  return ok(decideProof(program.facts, onFlawed.value, onFixed.value));
}

const NOTHING = ok({ outcome: "evidence_missing", reason: "Nothing was run." } satisfies Proof);

async function tryOften(
  { sandbox, limits }: Place,
  name: string,
  built: Uint8Array,
  stdin: Uint8Array,
): Promise<Result<readonly Tried[], Refusal>> {
  const job: SandboxJob = {
    command: [`/job/${name}`],
    files: [{ name, content: built, isProgram: true }],
    stdin,
    env: {},
    limits,
  };
  const tried: Tried[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const done = await sandbox.run(job);
    if (!done.ok) return done;
    tried.push({ end: done.value.end, report: Buffer.from(done.value.stderr).toString("utf8") });
    // A limit is no failure: the next run would only reach it again.
    if (done.value.end.kind === "limit") break;
  }
  return ok(tried);
}
