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
    return { ok: false, wrong: error instanceof Error ? error.message : String(error) } as const;
  }
}
