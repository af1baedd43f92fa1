import type { Problem } from "#core/problem.ts";
import type { Api, CommandContext } from "./context.ts";

/** A server's refusal, or that it could not be asked, as a sentence. */
export class Unasked extends Error {}

type Where = { readonly url?: string | undefined; readonly token?: string | undefined };

export async function openServer({ env, openApi }: CommandContext, where: Where): Promise<Api> {
  const [url, token] = [where.url ?? env.ASSAY_URL, where.token ?? env.ASSAY_TOKEN];
  if (!url || !token)
    throw new Unasked("Give --url and --token, or set ASSAY_URL and ASSAY_TOKEN.");
  return await openApi(url, token.trim());
}

export async function getJson(api: Api, path: string): Promise<unknown> {
  const { status, body } = await api.get(path);
  if (status === 200) return JSON.parse(body);
  throw new Unasked(whySaid(status, body));
}

/** An empty object where it is no JSON: then the text itself has to do. */
export function parseJson(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** What a server said instead of an answer, with each fault that it lists. */
export function whySaid(status: number, body: string): string {
  const { detail = body.slice(0, 200), problems = [] } = parseJson(body) as {
    readonly detail?: string;
    readonly problems?: readonly Problem[];
  };
  const faults = problems.map(({ pointer, message }) => `\n  ${pointer || "/"}: ${message}`);
  return `The server answered ${status}: ${detail}${faults.join("")}`;
}

/** Runs a command that asks a server; 2 when it could not be asked. */
export async function asking(
  name: string,
  { io }: Pick<CommandContext, "io">,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    io.err(
      `assay ${name}: ${error instanceof Error ? error.message : String(error)}${remedyOf(error)}\n`,
    );
    return 2;
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  EROFS: "Nothing can be written there: copy the folder to where you may write.",
  EACCES: "You may not do that there: use another folder, or ask whoever owns it.",
  ENOSPC: "The disk is full: make room, and run it again.",
};

/** What to do about what the system refused. */
function remedyOf(error: unknown): string {
  const remedy = REMEDIES[String((error as { code?: unknown } | null)?.code)];
  return remedy === undefined ? "" : `. ${remedy}`;
}

export const SERVER_OPTIONS = { url: { type: "string" }, token: { type: "string" } } as const;

export const SERVER_HELP = `  --url URL    address of the server (ASSAY_URL)
  --token T    API token (ASSAY_TOKEN)
  --json       JSON on standard output
  --help       this text
`;
