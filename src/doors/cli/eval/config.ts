import { join } from "node:path";
import { readAssertConfig } from "#actions/evaluation/readAssertConfig.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";

const [DONE, FAULTY, NOT_ASKED] = [0, 1, 2] as const;

const HELP = `Usage: assay eval config FILE [--library DIR] [--at INSTANT] [--json]

Reads an ASSERT configuration and prints its normalised form: presets filled in, defaults where it says nothing.

A preset is looked for beside the file, in --library, in $ASSAY_SUITES/evaluation/library, then among our own. A folder of presets
holds behaviors/, judges/ and scenarios/, a YAML file each.

  --library DIR   a folder of presets
  --at INSTANT    the instant that a run without a name is named after, ISO 8601 (default: now)
  --json          only the normalised form, as JSON, on standard output
  --help          this text

Exit status: 0 read, 1 the configuration has faults (each is told with its place), 2 it could not be read.

Examples:
  assay eval config eval_config.yaml
  assay eval config eval_config.yaml --library ./library --json
`;

const OPTIONS = { library: { type: "string" }, at: { type: "string" } } as const;

/** Where presets lie, the first first. */
export function presetLibraries(
  { root, env }: Pick<CommandContext, "root" | "env">,
  named: string | undefined,
): string[] {
  const suites = env.ASSAY_SUITES ?? join(root, "..", "shared", "suites");
  return [
    ...(named === undefined ? [] : [named]),
    join(suites, "evaluation", "library"),
    join(root, "library"),
  ];
}

/** `assay eval config`. */
export async function evalConfig(args: string[], context: CommandContext): Promise<number> {
  const { io } = context;
  const asked = readOptions(args, OPTIONS, 1);
  const refuse = (wrong: string): number => {
    io.err(`assay eval config: ${wrong}\n`);
    return NOT_ASKED;
  };
  if (!asked.ok) return refuse(asked.wrong);
  const { values, positionals } = asked;
  if (values.help) {
    io.out(HELP);
    return DONE;
  }
  const [file] = positionals;
  if (file === undefined) return refuse("Name one configuration.");
  const at = new Date(values.at ?? Date.now());
  if (Number.isNaN(at.getTime())) return refuse(`"${values.at}" is no instant. Write ISO 8601.`);
  const libraries = presetLibraries(context, values.library);
  const read = await readAssertConfig({ file, libraries, at: at.toISOString() });
  if (read === null) return refuse(`There is no file ${file}.`);
  if (!read.ok) {
    for (const { message } of read.problems) io.err(`${file}: ${message}\n`);
    for (const note of read.notes) io.err(`note: ${note}\n`);
    return FAULTY;
  }
  for (const { message } of read.config.warnings) io.err(`${file}: ${message}\n`);
  const { normalized } = read.config;
  io.out(
    values.json ? `${JSON.stringify(normalized)}\n` : `${JSON.stringify(normalized, null, 2)}\n`,
  );
  return DONE;
}
