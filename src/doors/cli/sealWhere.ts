import { Unasked } from "./ask.ts";
import type { CommandContext } from "./context.ts";

/** How a server is reached: what `serverOf` reads. */
export const REACH_HELP = `  --url URL         address of the server (ASSAY_URL)
  --token T         API token (ASSAY_TOKEN)
`;

type Given = {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly review?: string | undefined;
};

const isUrl = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);

/** Server and review, from options or the environment. */
export function whereOf({ review, ...server }: Given, context: Pick<CommandContext, "env">) {
  if (!review) throw new Unasked("Name the review with --review.");
  return { ...serverOf(server, context), review };
}

/** A server, from options or the environment. */
export function serverOf(
  { url, token }: Omit<Given, "review">,
  { env }: Pick<CommandContext, "env">,
) {
  const [address, secret] = [url ?? env.ASSAY_URL, (token ?? env.ASSAY_TOKEN)?.trim()];
  if (!address || !secret)
    throw new Unasked("Give --url and --token, or set ASSAY_URL and ASSAY_TOKEN.");
  if (!isUrl(address)) throw new Unasked(`"${address}" is no address of a server.`);
  if (!/^[\x21-\x7e]+$/.test(secret))
    throw new Unasked("The token holds blanks or other characters. Copy it again.");
  return { url: address.replace(/\/+$/, ""), token: secret };
}
