import { planRun } from "#actions/evaluation/runEvaluation.ts";
import { Unasked } from "../ask.ts";
import { evalCommand } from "./evalCommand.ts";
import { DONE, EVAL_EXIT, load, sayProblems } from "./evaluating.ts";

const HELP = `Usage: assay eval design DIR|FILE [--json]

Makes the cases: categories and factors crossed by the plan of evaluation.yaml (pairwise, stratified, full, random; with its seed), and
filled into templates; or those that design.cases names. The same file always gives the same cases. Also makes the run's folder.

  --json  one JSON object on standard output
  --help  this text

${EVAL_EXIT}
Example:
  assay eval design examples/evaluation/over-refusal
`;

/** `assay eval design`. */
export const evalDesign = evalCommand(
  "eval design",
  HELP,
  {},
  1,
  async ({ values, positionals: [path] }, context) => {
    const { io } = context;
    const loaded = await load(path, context);
    const plan = await planRun(loaded);
    if (!plan.ok) throw new Unasked(sayProblems(loaded.file, plan.problems));
    const { designed, run } = plan.planned;
    const { testSet, pairs, files } = designed;
    const asked = loaded.evaluation.design.limit ?? null;
    if (values.json) {
      const { id, cases } = testSet;
      const { folder, record } = run;
      io.out(
        `${JSON.stringify({ testSet: id, cases: cases.length, asked, pairs, files, run: record.run, folder })}\n`,
      );
      return DONE;
    }
    const fewer =
      asked !== null && testSet.cases.length < asked
        ? ` (${asked} were asked for; the templates give no more that differ)`
        : "";
    const covered =
      pairs === null ? "" : `${pairs.covered} of ${pairs.total} pairs of levels are covered\n`;
    io.out(
      `${testSet.cases.length} cases${fewer}\n${covered}${files.map((file) => `${file}\n`).join("")}run  ${run.folder}\n`,
    );
    return DONE;
  },
);
