import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The values and names of a command line, or what is wrong with it: more names than `names` are too many. */
export function readOptions<const O extends Options>(args: string[], options: O, names = 0) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    const stray = positionals[names];
    if (stray !== undefined && !(values as { help?: boolean }).help)
      return { ok: false, wrong: `"${stray}" is one word too many.` } as const;
    return { ok: true, values, positionals } as const;
  } catch (error) {
    // Node's own advice, how to pass a name that begins with a dash, is never what was meant.
    const [said = ""] = String(error instanceof Error ? error.message : error).split(
      ". To specify",
    );
    return { ok: false, wrong: `${said.replace(/\.$/, "")}. --help lists the options.` } as const;
  }
}
