import type { ParseArgsConfig } from "node:util";
import { asking, Unasked } from "../ask.ts";
import type { Command, CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Read<O extends Options> = Extract<ReturnType<typeof readOptions<O>>, { ok: true }>;

/** A command that explains itself, reads its options, and says in a sentence why it could not be done. */
export const evalCommand =
  <const O extends Options>(
    name: string,
    help: string,
    options: O,
    names: number,
    work: (
      read: Pick<Read<O>, "values" | "positionals">,
      context: CommandContext,
    ) => Promise<number>,
  ): Command["run"] =>
  (args, context) =>
    asking(name, context, async () => {
      const read = readOptions(args, options, names);
      if (!read.ok) throw new Unasked(read.wrong);
      if ((read.values as { help?: boolean }).help) {
        context.io.out(help);
        return 0;
      }
      return await work(read, context);
    });

/** A share given as 0.95 or 95%. */
export function readShare(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== "" && number > 0 && number < 1) return number;
  throw new Unasked(`--${name} is a share between 0 and 1, such as 0.95: "${text}" is none.`);
}
