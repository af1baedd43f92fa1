import type { ApiAnswer, CommandContext } from "#doors/cli/context.ts";

export type Ran = { readonly status: number; readonly out: string; readonly err: string };

type Pretended = {
  readonly env?: Readonly<Record<string, string>>;
  /** Files by path; others are not there. "-" is standard input. */
  readonly files?: Readonly<Record<string, string>>;
  /** Standard input, in the pieces in which it comes. */
  readonly input?: readonly (string | Uint8Array)[];
  /** A server that answers so; without it nothing may be asked. */
  readonly server?: (path: string, body: string | null) => ApiAnswer;
};

/** Runs a command without a machine around it. Whatever the command was not meant to touch throws. */
export async function runCommand(
  run: (args: string[], context: CommandContext) => Promise<number>,
  args: readonly string[],
  { env = {}, files = {}, input, server }: Pretended = {},
): Promise<Ran & { readonly asked: readonly string[]; readonly opened: readonly string[] }> {
  let [out, err] = ["", ""];
  const asked: string[] = [];
  const opened: string[] = [];
  const answer = async (path: string, body: string | null): Promise<ApiAnswer> => {
    asked.push(path);
    if (!server) throw new Error("Nobody was to be asked.");
    return server(path, body);
  };
  const given: Partial<CommandContext> = {
    env,
    root: process.cwd(),
    version: "0.0.0-test",
    io: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
    },
    ...(input && {
      input: async function* () {
        for (const piece of input) yield Buffer.from(piece);
      },
    }),
    write: async (text) => {
      out += typeof text === "string" ? text : Buffer.from(text).toString();
    },
    readFlags: (all) => ({ flags: {}, rest: [...all] }),
    openApi: async (url, token) => {
      opened.push(`${url} ${token}`);
      return {
        get: (path) => answer(path, null),
        postBytes: (path, bytes) => answer(path, Buffer.from(bytes).toString()),
      };
    },
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) {
        const error = new Error(`ENOENT: no such file or directory, open '${path}'`);
        throw Object.assign(error, { code: "ENOENT" });
      }
      return Buffer.from(text);
    },
  };
  const context = new Proxy(given, {
    get: (target, name: keyof CommandContext) => {
      if (name in target) return target[name];
      return () => {
        throw new Error(`The command was not to touch ${String(name)}.`);
      };
    },
  }) as CommandContext;
  const status = await run([...args], context);
  return { status, out, err, asked, opened };
}
