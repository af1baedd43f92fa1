import { initEvaluation } from "#actions/evaluation/initEvaluation.ts";
import { Unasked } from "../ask.ts";
import { evalCommand } from "./evalCommand.ts";
import { DONE, EVAL_EXIT } from "./evaluating.ts";

const HELP = `Usage: assay eval init DIR [--json]

Begins an evaluation: DIR/evaluation.yaml, with everything explained, against a stub that is bundled. It runs as it is; then put your own
behaviour and your own target into it. A file that is there is never written over.

  --json  one JSON object on standard output
  --help  this text

${EVAL_EXIT}
Example:
  assay eval init my-evaluation && assay eval run my-evaluation
`;

/** `assay eval init`. */
export const evalInit = evalCommand(
  "eval init",
  HELP,
  {},
  1,
  async ({ values, positionals: [folder] }, { io }) => {
    if (folder === undefined) throw new Unasked("Name a folder.");
    const file = await initEvaluation(folder);
    if (file === null)
      throw new Unasked(`${folder} has an evaluation.yaml already. It was not touched.`);
    io.out(
      values.json ? `${JSON.stringify({ file })}\n` : `${file}\nNext: assay eval run ${folder}\n`,
    );
    return DONE;
  },
);
