import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export type Done = { readonly status: number | null; readonly out: string; readonly err: string };

export type CommandOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  /** What to run in place of bin/assay itself. */
  readonly command?: string;
};

const COMMAND = fileURLToPath(new URL("../../bin/assay", import.meta.url));

/** bin/assay as a user runs it: with the system's folders alone in the path, and no settings but those given. */
export async function assay(args: readonly string[], options: CommandOptions = {}): Promise<Done> {
  const { PATH = "/usr/bin:/bin", HOME = "/", TMPDIR = "/tmp" } = process.env;
  const child = spawn(options.command ?? COMMAND, args, {
    cwd: options.cwd ?? "/",
    env: { PATH, HOME, TMPDIR, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined); // it need not read what it does not want
  child.stdin.end(options.input ?? "");
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}
