import { spawn } from "node:child_process";
import type { Json } from "#core/canonicalJson.ts";
import { parseBody } from "#core/models/answer.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";

export type ToolProcess = {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

type ToolRefusal = Refusal<"tool/failed" | "tool/timeout" | "tool/cancelled">;

const MOST_TEXT = 4_000_000;

/** Calls a real tool: a program that reads `{tool, arguments}` and writes its result, as JSON, and ends. */
export function callTool(
  { command, cwd, env, timeoutMs }: ToolProcess,
  asked: { readonly tool: string; readonly arguments: Json },
  signal: AbortSignal,
): Promise<Result<Json, ToolRefusal>> {
  const [program = "", ...args] = command;
  const name = command.join(" ");
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env });
    let [text, errors] = ["", ""];
    const end = (result: Result<Json, ToolRefusal>): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      child.kill("SIGKILL");
      resolve(result);
    };
    const cancel = (): void => end(refuse("tool/cancelled", "The run was cancelled."));
    const timer = setTimeout(
      () => end(refuse("tool/timeout", `${name} gave nothing within ${timeoutMs / 1000} s.`)),
      timeoutMs,
    );
    signal.addEventListener("abort", cancel, { once: true });
    child.on("error", (error) =>
      end(refuse("tool/failed", `${name} cannot be started (${error.message}).`)),
    );
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.length > MOST_TEXT) end(refuse("tool/failed", `${name} gives too much.`));
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      errors = (errors + chunk).slice(-300);
    });
    child.on("close", (status) => {
      const result = parseBody(text);
      if (status === 0 && result !== undefined) return end(ok(result));
      const why = status === 0 ? "gave no JSON" : `ended with status ${status}`;
      end(refuse("tool/failed", `${name} ${why}. ${errors.trim()}`.trim()));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(`${JSON.stringify(asked)}\n`);
  });
}
