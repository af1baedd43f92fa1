import { openSystemDeps } from "#actions/evaluation/systemDeps.ts";
import type { CarriedOut, Runner } from "#actions/evaluationRunner/carryOut.ts";
import { carryOutAll } from "#actions/evaluationRunner/carryOutAll.ts";
import { askDesk } from "#actions/evaluationRunner/deskClient.ts";
import { SERVER_HELP, SERVER_OPTIONS } from "../ask.ts";
import { IDENTITY_HELP, IDENTITY_OPTIONS, readIdentities } from "../sealing.ts";
import { whereOf } from "../sealWhere.ts";
import { evalCommand } from "./evalCommand.ts";
import { showProgress, withInterrupt } from "./evaluating.ts";

const HELP = `Usage: assay eval runner --review RV-… --identity KEYFILE [--work DIR] [--order ID] [--once] [--json]

Carries out the evaluations that your agency orders in a review, on this machine. The lab seals the credentials of its endpoint to
the key of KEYFILE; they are opened in the memory of this process, never written and never shown, and overwritten at the end. Before
each batch the server is asked whether the grant still stands; when it does not, everything under way stops. Trials are sent as they
come. A rule judge of the dimension "containment" that says yes opens an incident.

Make the key with assay seal keygen, register its public half under your keys, and have the lab seal this to it, as credentials:
  {"url": "https://…/v1", "model": "…", "key": "…"}

${IDENTITY_HELP}  --review RV    the review
  --work DIR     where runs are kept (default: evaluation-runs)
  --order ID     this order alone
  --once         end when no order waits, and do not wait for the next one
${SERVER_HELP}
Exit status: 0 done, 1 an order was stopped or is paused, 2 it could not be asked or done.

Examples:
  assay eval runner --review RV-2026-0003 --identity runner.key --url https://assay.example --once
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...IDENTITY_OPTIONS,
  review: { type: "string" },
  work: { type: "string" },
  order: { type: "string" },
  once: { type: "boolean" },
} as const;

const [DONE, NOT_WHOLE] = [0, 1];

const describe = ({ order, run, state, why }: CarriedOut): string =>
  `${state.padEnd(8)} ${order}  ${run ?? "no run"}${why === null ? "" : `\n         ${why}`}\n`;

/** `assay eval runner`. */
export const evalRunner = evalCommand(
  "eval runner",
  HELP,
  OPTIONS,
  0,
  async ({ values }, context) => {
    const { url, token, review } = whereOf(values, context);
    const identities = await readIdentities(values.identity, context);
    const shown = showProgress(context, values.json === true);
    const { env, io } = context;
    let status: number = DONE;
    const say = (done: CarriedOut): void => {
      shown.end();
      io.out(values.json ? `${JSON.stringify(done)}\n` : describe(done));
      if (done.state !== "finished") status = NOT_WHOLE;
    };
    const wish = { review, order: values.order ?? null, once: values.once === true, say };
    await withInterrupt((signal) => {
      const runner: Runner = {
        ask: askDesk(url, token),
        identities,
        work: values.work ?? "evaluation-runs",
        openDeps: (between) => openSystemDeps({ env, between }),
        environment: `assay ${context.version}, Node ${process.version}, ${process.platform} ${process.arch}`,
        onProgress: shown.onProgress,
        signal,
      };
      return carryOutAll(runner, wish);
    });
    return status;
  },
);
