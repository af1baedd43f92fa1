import { constants } from "node:os";
import type { SandboxEnd } from "#core/sandbox/job.ts";

/** The exit code that bubblewrap tells of the program, as JSON documents one after another; null where it tells none. */
export function readStatus(bytes: Uint8Array): number | null {
  const text = Buffer.from(bytes).toString("utf8");
  const [, code] = /"exit-code":\s*(\d+)/.exec(text) ?? [];
  return code === undefined ? null : Number(code);
}

const NAMES = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));
/** As shells do, bubblewrap tells a signal as 128 and its number. */
const SIGNALLED = 128;

/** Time used up is told by its signal: a program that kills itself with it looks the same. */
export function endOf(code: number | null, killed: NodeJS.Signals | null): SandboxEnd {
  const signal =
    killed ?? (code !== null && code > SIGNALLED ? NAMES.get(code - SIGNALLED) : undefined);
  if (signal === "SIGXCPU") return { kind: "limit", limit: "cpu" };
  if (signal !== undefined) return { kind: "signal", signal };
  return { kind: "exit", code: code ?? 0 };
}
