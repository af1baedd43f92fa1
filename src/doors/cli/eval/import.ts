import { importRun } from "#actions/evaluation/importRun.ts";
import { importSuite } from "#actions/evaluation/importSuite.ts";
import {
  FOREIGN_FORMATS,
  type ForeignFormat,
  guessFormat,
  readForeign,
} from "#actions/evaluation/readForeign.ts";
import { sayRate } from "#core/evaluation/report/markdown.ts";
import type { Problem } from "#core/problem.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";

const [DONE, FAULTY, NOT_ASKED] = [0, 1, 2] as const;
const FORMATS = [...FOREIGN_FORMATS, "promptfoo"] as const;

const HELP = `Usage: assay eval import PATH [--from ${FORMATS.join("|")}] [--to DIR] [--json]

Takes over what another tool made. A run becomes a run folder of ours, with its transcripts, what its judges said, and a report; a suite
of promptfoo becomes an evaluation: its cases, its assertions as rules, and its first provider as the target where that can be asked. What
has no place here is told, and stays in import.json or at the head of evaluation.yaml.

  PATH          a run folder of ASSERT (its suite around it), a log of Inspect (.json, .eval), a report of garak (report.jsonl),
                or a configuration of promptfoo (.yaml; files beside it are read, programs are not run)
  --from NAME   what it is (default: told by its name)
  --to DIR      the evaluation's folder (default: this one)
  --json        one JSON object on standard output
  --help        this text

Exit status: 0 taken over, 1 it has faults (each is told with its place), 2 it could not be asked.

Examples:
  assay eval import logs/2026-09-01_arithmetic.eval --to ./imported
  assay eval import artifacts/results/bank/variant-a
  assay eval import promptfooconfig.yaml --to ./translate
`;

const OPTIONS = { from: { type: "string" }, to: { type: "string", default: "." } } as const;

const tell = ({ io }: CommandContext, problems: readonly Problem[]): number => {
  for (const { message } of problems) io.err(`${message}\n`);
  return FAULTY;
};

async function takeRun(
  path: string,
  from: ForeignFormat,
  { to, json }: { readonly to: string; readonly json: boolean },
  context: CommandContext,
): Promise<number> {
  const read = await readForeign(path, from);
  if (!read.ok) return tell(context, read.problems);
  const { folder, report, notes } = await importRun(read.run, to, { now: () => new Date() });
  const { out } = context.io;
  if (json) out(`${JSON.stringify({ folder, notes, report })}\n`);
  else {
    out(`imported  ${folder}\n  trials  ${read.run.trials.length}, of ${report.cases} cases\n`);
    for (const { dimension, stance, category, rate } of report.figures)
      if (stance === null && category === null) out(`  metric  ${dimension}: ${sayRate(rate)}\n`);
    for (const note of notes) out(`  note    ${note}\n`);
  }
  return DONE;
}

async function takeSuite(
  path: string,
  { to, json }: { readonly to: string; readonly json: boolean },
  context: CommandContext,
): Promise<number> {
  const made = await importSuite(path, to);
  if (!made.ok) return tell(context, made.problems);
  const { file, cases, rules, notes } = made;
  const { out } = context.io;
  if (json) out(`${JSON.stringify({ file, cases, rules, notes })}\n`);
  else {
    out(`imported  ${file}\n  cases   ${cases}\n  rules   ${rules}\n`);
    for (const note of notes) out(`  note    ${note}\n`);
  }
  return DONE;
}

/** `assay eval import`. */
export async function evalImport(args: string[], context: CommandContext): Promise<number> {
  const asked = readOptions(args, OPTIONS, 1);
  const refuse = (wrong: string): number => {
    context.io.err(`assay eval import: ${wrong}\n`);
    return NOT_ASKED;
  };
  if (!asked.ok) return refuse(asked.wrong);
  const { values, positionals } = asked;
  if (values.help) {
    context.io.out(HELP);
    return DONE;
  }
  const [path] = positionals;
  if (path === undefined) return refuse("Name what is to be taken over.");
  const guessed = /\.ya?ml$/.test(path) ? "promptfoo" : await guessFormat(path);
  const from = FORMATS.find((name) => name === (values.from ?? guessed));
  if (from === undefined) return refuse(`Say with --from what ${path} is: ${FORMATS.join(", ")}.`);
  const where = { to: values.to, json: values.json ?? false };
  return from === "promptfoo"
    ? await takeSuite(path, where, context)
    : await takeRun(path, from, where, context);
}
