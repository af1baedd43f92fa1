import type { Refusal } from "../result.ts";

/** What a run may use at most. */
export type SandboxLimits = {
  /** From the start of the program to its end. */
  readonly wallMs: number;
  /** Processor time of each process. */
  readonly cpuSeconds: number;
  /**
   * Address space of each process. A sanitizer's shadow needs terabytes of it: `resident` then leaves the limit to the sanitizer, which is
   * told to end the program at so much memory in use.
   */
  readonly memory: { readonly kind: "address-space" | "resident"; readonly bytes: number };
  /** Of standard output and standard error, each. */
  readonly outputBytes: number;
  /** Of a file that the program writes, and of all that it writes together. */
  readonly fileBytes: number;
  readonly processes: number;
};

const MEGABYTE = 1024 * 1024;

export const USUAL_LIMITS: SandboxLimits = {
  wallMs: 10_000,
  cpuSeconds: 5,
  memory: { kind: "address-space", bytes: 512 * MEGABYTE },
  outputBytes: MEGABYTE,
  fileBytes: 16 * MEGABYTE,
  processes: 16,
};

/** A file that the program sees under `/job`, read-only. Names have no folders. */
export type SandboxFile = {
  readonly name: string;
  readonly content: Uint8Array;
  readonly isProgram?: boolean;
};

export type SandboxJob = {
  /** Program and arguments; `/job/NAME` is a file of the job. */
  readonly command: readonly [string, ...string[]];
  readonly files: readonly SandboxFile[];
  readonly stdin: Uint8Array;
  /** All that the program's environment holds. */
  readonly env: Readonly<Record<string, string>>;
  readonly limits: SandboxLimits;
};

/** How a run ended. `signal` is the name of what killed it; a limit is told apart from what the program did itself. */
export type SandboxEnd =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "limit"; readonly limit: "wall" | "cpu" | "output" };

export type SandboxRun = {
  readonly end: SandboxEnd;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly wallMs: number;
};

export type SandboxRefusal = Refusal<
  "sandbox/unavailable" | "sandbox/name" | "sandbox/not-started"
>;
