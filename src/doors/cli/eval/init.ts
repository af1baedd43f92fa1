import { initEvaluation, listLibrary } from "#actions/evaluation/initEvaluation.ts";
import { Unasked } from "../ask.ts";
import { evalCommand } from "./evalCommand.ts";
import { DONE, EVAL_EXIT } from "./evaluating.ts";

const HELP = `Usage: assay eval init DIR [--from NAME] [--json]
       assay eval init --list [--json]

Begins an evaluation: DIR/evaluation.yaml, with everything explained, against a stub that is bundled. It runs as it is; then put your own
behaviour and your own target into it. A file that is there is never written over.

  --from NAME  begin with an evaluation of the library
  --list       what the library holds
  --json       one JSON object on standard output
  --help       this text

${EVAL_EXIT}
Examples:
  assay eval init my-evaluation && assay eval run my-evaluation
  assay eval init teller --from unsafe_tool_use
`;

const OPTIONS = { from: { type: "string" }, list: { type: "boolean" } } as const;

/** `assay eval init`. */
export const evalInit = evalCommand(
  "eval init",
  HELP,
  OPTIONS,
  1,
  async ({ values, positionals: [folder] }, { io }) => {
    if (values.list) {
      const names = await listLibrary();
      io.out(values.json ? `${JSON.stringify({ evaluations: names })}\n` : `${names.join("\n")}\n`);
      return DONE;
    }
    if (folder === undefined || folder === "") throw new Unasked("Name a folder.");
    const made = await initEvaluation(folder, values.from ?? null);
    if (!made.ok) throw new Unasked(made.refusal.detail);
    const file = made.value;
    io.out(
      values.json ? `${JSON.stringify({ file })}\n` : `${file}\nNext: assay eval run ${folder}\n`,
    );
    return DONE;
  },
);
