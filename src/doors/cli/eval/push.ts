import { connectDesk } from "#actions/evaluationRunner/deskClient.ts";
import { type Pushed, pushRun } from "#actions/evaluationRunner/pushRun.ts";
import { SERVER_HELP, SERVER_OPTIONS, Unasked } from "../ask.ts";
import { serverOf } from "../sealWhere.ts";
import { evalCommand } from "./evalCommand.ts";

const HELP = `Usage: assay eval push DIR --url URL --token T [--judge DIGITS] [--json]

Sends a run to a server, where it is looked at, labelled and compared: trials, transcripts, verdicts. It can be sent while it is
incomplete, and again: what is there is known, and the rest is added. Keys of models are in no run, and do not leave.

  --judge DIGITS first digits of the judge's key, where several judged
${SERVER_HELP}
Exit status: 0 sent, 1 some lines were not taken, 2 the server could not be asked.

Examples:
  assay eval push examples/evaluation/embedded-instruction --url https://assay.example --token "$T"
`;

const OPTIONS = { ...SERVER_OPTIONS, judge: { type: "string" } } as const;

const [SENT, NOT_TAKEN] = [0, 1];

const describe = (done: Pushed): string =>
  [
    `${done.ref}  ${done.trials} of ${done.planned} trials`,
    `  ${done.stored} lines stored, ${done.known} known, ${done.refused} not taken`,
    ...done.problems.map((problem) => `  ${problem}`),
    done.finished ? "  the run is finished" : "  the run is not whole; send it again when it is",
    "",
  ].join("\n");

/** `assay eval push`. */
export const evalPush = evalCommand(
  "eval push",
  HELP,
  OPTIONS,
  1,
  async ({ values, positionals }, context) => {
    const [folder] = positionals;
    if (folder === undefined) throw new Unasked("Name the folder of a run.");
    const { url, token } = serverOf(values, context);
    const client = connectDesk(url, token);
    const judge = values.judge ?? null;
    const isSeen = process.stderr.isTTY === true;
    const onProgress = (sent: number): void => {
      if (isSeen) context.io.err(`\r${sent} lines`);
    };
    const done = await pushRun({ client, folder, judge, onProgress });
    if (isSeen) context.io.err("\r\u001b[K");
    context.io.out(values.json ? `${JSON.stringify(done)}\n` : describe(done));
    return done.refused > 0 ? NOT_TAKEN : SENT;
  },
);
