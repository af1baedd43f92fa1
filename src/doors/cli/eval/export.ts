import { join } from "node:path";
import { EXPORTS, exportRun } from "#actions/evaluation/exportRun.ts";
import { findRunFolder } from "#actions/evaluation/findRunFolder.ts";
import { findRunRecord } from "#actions/evaluation/prepareRun.ts";
import { asking, Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";

const HELP = `Usage: assay eval export RUN --as ${EXPORTS.join("|")} [--judge DIGITS] [--out PATH] [--json]

Writes a judged run for another tool: a suite with one run as ASSERT has them, JUnit XML for CI, or OpenTelemetry's
gen_ai.evaluation.result events as OTLP JSON. In JUnit a yes is a failure; what nobody could answer is an error, never a pass.

  RUN             a run folder (runs/…), or the folder of an evaluation with one run
  --as FORMAT     assert (a folder), junit, otlp (a file each)
  --judge DIGITS  the first digits of the judge's key, where several judged
  --out PATH      where it goes (default: RUN/export/…)
  --json          one JSON object on standard output
  --help          this text

Exit status: 0 written, 2 it could not be done.

Examples:
  assay eval export runs/4be0c1d2a3f4 --as junit --out junit.xml
  assay eval export runs/4be0c1d2a3f4 --as assert --out ./suite
`;

const OPTIONS = {
  as: { type: "string" },
  judge: { type: "string" },
  out: { type: "string" },
} as const;

const USUAL = { assert: "assert", junit: "junit.xml", otlp: "evaluation.otlp.json" } as const;

/** `assay eval export`. */
export const evalExport = (args: string[], context: CommandContext): Promise<number> =>
  asking("eval export", context, async () => {
    const { io, version } = context;
    const asked = readOptions(args, OPTIONS, 1);
    if (!asked.ok) throw new Unasked(asked.wrong);
    const { values, positionals } = asked;
    if (values.help) {
      io.out(HELP);
      return 0;
    }
    const [named] = positionals;
    if (named === undefined) throw new Unasked("Name a run folder.");
    const format = EXPORTS.find((name) => name === values.as);
    if (format === undefined)
      throw new Unasked(`Say with --as what it is to be: ${EXPORTS.join(", ")}.`);
    const folder = await findRunFolder(named);
    const record = await findRunRecord(folder);
    if (record === null) throw new Unasked(`${folder} is no run folder: it has no run.json.`);
    const to = values.out ?? join(folder, "export", USUAL[format]);
    const judge = values.judge ?? null;
    const files = await exportRun({ folder, record, judge, to }, format, {
      now: () => new Date(),
      version,
    });
    io.out(
      values.json
        ? `${JSON.stringify({ files })}\n`
        : files.map((file) => `written  ${file}\n`).join(""),
    );
    return 0;
  });
