import { proposeTaxonomy } from "#actions/evaluation/proposeTaxonomy.ts";
import { systematise } from "#actions/evaluation/systematise.ts";
import { Unasked } from "../ask.ts";
import { evalCommand } from "./evalCommand.ts";
import {
  DONE,
  EVAL_EXIT,
  load,
  MODEL_HELP,
  MODEL_OPTIONS,
  openDeps,
  sayProblems,
} from "./evaluating.ts";

const HELP = `Usage: assay eval systematise DIR|FILE [--model PROVIDER:MODEL [--url URL] [--key-env NAME]] [--json]

Takes the behaviour apart into categories: each item of a list in its description is one, always the same way and without a model.
With --model a model proposes another taxonomy; the difference is shown, and nothing uses the proposal until you name its file under
taxonomy: in evaluation.yaml.

  --model P:M    openai:NAME or anthropic:NAME
  --url URL      address of the model, where it is not the provider's own
  --key-env NAME variable of the environment that holds the key
${MODEL_HELP}  --json         one JSON object on standard output
  --help         this text

${EVAL_EXIT}
Examples:
  assay eval systematise examples/evaluation/embedded-instruction
  assay eval systematise evaluation.yaml --model openai:gpt-4.1 --key-env OPENAI_API_KEY
`;

const OPTIONS = {
  ...MODEL_OPTIONS,
  model: { type: "string" },
  url: { type: "string" },
  "key-env": { type: "string" },
} as const;

/** `assay eval systematise`. */
export const evalSystematise = evalCommand(
  "eval systematise",
  HELP,
  OPTIONS,
  1,
  async ({ values, positionals: [path] }, context) => {
    const { io } = context;
    const loaded = await load(path, context);
    const done = await systematise(loaded);
    if (!done.ok) throw new Unasked(sayProblems(loaded.file, done.problems));
    const { systematised } = done;
    if (values.model !== undefined) {
      const { url, model, "key-env": keyEnv } = values;
      const proposal = await proposeTaxonomy(loaded, systematised, openDeps(context, values), {
        model,
        url,
        keyEnv,
      });
      if (!proposal.ok) throw new Unasked(proposal.refusal.detail);
      const { file, difference } = proposal.value;
      if (values.json) io.out(`${JSON.stringify(proposal.value)}\n`);
      else
        io.out(
          `${difference.map((line) => `${line}\n`).join("")}\nproposal  ${file}\nRead it. To use it, write its place under taxonomy: in ${loaded.file}.\n`,
        );
      return DONE;
    }
    const { taxonomy, ids, files } = systematised;
    if (values.json) io.out(`${JSON.stringify({ ids, taxonomy, files })}\n`);
    else
      io.out(
        `${taxonomy.categories.map(({ name, stance, examples }) => `${stance.padEnd(14)} ${name}  (${examples.length} examples)\n`).join("")}\n${files.map((file) => `${file}\n`).join("")}`,
      );
    return DONE;
  },
);
