import { listOrganisms, readOrganism, startOrganism } from "#actions/evaluation/startOrganism.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";

const [DONE, FAILED, NOT_ASKED] = [0, 1, 2] as const;

const HELP = `Usage: assay eval organism [--name N] [--rate R] [--seed S] [--port P] [--latency MS] [--fault KIND:RATE]… [--json]

Starts a model organism: a stub target on this machine whose rate of violations is known, for trying an evaluation out
and for checking that it finds that rate. The same seed gives the same answer to the same conversation, always. It is
asked by OpenAI's chat completions or responses, Anthropic's messages, whole or streamed, or POST /ask {"message", "history"}.
It runs until it is stopped (Ctrl-C).

  --list             organisms and faults that there are, and what each organism does wrong
  --name N           which organism (default: embedded-instruction)
  --rate R           share of conversations in which it does wrong, 0 to 1 (default: 0.2)
  --seed S           which conversations these are (default: 1)
  --port P           port to listen on (default: one that is free)
  --latency MS       milliseconds before each answer (default: 0)
  --fault KIND:RATE  share of requests that meet a fault: rate-limit, server-error, hang, broken-off, truncated,
                     malformed, html, content-filter, false-usage; may be given several times
  --retry-after S    seconds that a rate-limit asks to wait (default: 1)
  --of N             for --name judge: the organism whose answers it judges
  --sensitivity R    for --name judge: how often it is right of what holds (default: 1)
  --specificity R    for --name judge: how often it is right of what does not (default: 1)
  --json             one JSON object with its addresses on standard output
  --help             this text

Exit status: 0 stopped, 1 it could not listen, 2 the options are wrong.

Examples:
  assay eval organism --name over-refusal --rate 0.15 --port 8099
  assay eval organism --fault rate-limit:0.1 --fault truncated:0.02 --latency 50
  assay eval organism --name judge --of embargo-leak --sensitivity 0.9 --specificity 0.95
`;

const text = { type: "string" } as const;
const OPTIONS = {
  list: { type: "boolean" },
  name: text,
  rate: text,
  seed: text,
  port: text,
  latency: text,
  fault: { type: "string", multiple: true },
  "retry-after": text,
  of: text,
  sensitivity: text,
  specificity: text,
} as const;

type Values = Partial<Record<Exclude<keyof typeof OPTIONS, "list" | "fault">, string>> & {
  readonly fault?: readonly string[];
};

/** What is no number stays what it is, for the schema to say so. */
const numberOf = (given: string | undefined): unknown =>
  given === undefined || given.trim() === "" || Number.isNaN(Number(given)) ? given : Number(given);

function toFaults(given: readonly string[]): Record<string, unknown> {
  const pairs = given.map((one) => {
    const colon = one.lastIndexOf(":");
    return colon < 0 ? [one, 1] : [one.slice(0, colon), numberOf(one.slice(colon + 1))];
  });
  return Object.fromEntries(pairs) as Record<string, unknown>;
}

/** Options as the document that they stand for; those that were not given are not in it. */
function toDocument(values: Values): Record<string, unknown> {
  const given = {
    name: values.name,
    rate: numberOf(values.rate),
    seed: values.seed,
    latency_ms: numberOf(values.latency),
    retry_after_s: numberOf(values["retry-after"]),
    faults: values.fault && toFaults(values.fault),
    of: values.of,
    sensitivity: numberOf(values.sensitivity),
    specificity: numberOf(values.specificity),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function list({ io }: Pick<CommandContext, "io">, asJson: boolean): number {
  const all = listOrganisms();
  if (asJson) io.out(`${JSON.stringify(all)}\n`);
  else
    io.out(
      `${all.organisms.map(({ name, summary }) => `${name.padEnd(22)} ${summary}\n`).join("")}\nFaults: ${all.faults.join(", ")}\n`,
    );
  return DONE;
}

const OPTION_NAMES: Readonly<Record<string, string>> = {
  latency_ms: "latency",
  retry_after_s: "retry-after",
  faults: "fault",
};

const nameOf = (pointer: string): string => {
  const [, first = "", second] = pointer.split("/");
  const name = OPTION_NAMES[first] ?? first;
  return second === undefined ? `--${name}` : `--${name} ${second}`;
};

const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(name, () => resolve());
  });

type Wrong = { readonly wrong: string };

function readAsked(values: Values) {
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return { wrong: `--port is a number from 0 to 65535, not "${values.port}".` } as Wrong;
  const { faults: known } = listOrganisms();
  const stray = Object.keys(toFaults(values.fault ?? [])).find(
    (name) => !known.some((kind) => kind === name),
  );
  if (stray !== undefined)
    return {
      wrong: `--fault: there is no fault ${stray}. Those there are: ${known.join(", ")}.`,
    } as Wrong;
  const read = readOrganism(toDocument(values));
  if (read.ok) return { config: read.config, port };
  const faults = read.problems.map(({ pointer, message }) => `${nameOf(pointer)}: ${message}`);
  return { wrong: faults.join("\n") } as Wrong;
}

type Asked = Exclude<ReturnType<typeof readAsked>, Wrong>;

async function run(
  { config, port }: Asked,
  io: CommandContext["io"],
  asJson: boolean,
  stopped: () => Promise<void>,
) {
  const server = await startOrganism(config, port);
  const addresses = {
    url: server.url,
    openai: `${server.url}/v1`,
    anthropic: `${server.url}/v1`,
    http: `${server.url}/ask`,
  };
  // Before the address is told: whoever reads it may stop us at once.
  const stopping = stopped();
  if (asJson) io.out(`${JSON.stringify({ ...addresses, organism: config })}\n`);
  else
    io.out(
      `The organism ${config.name} (rate ${config.rate}, seed ${config.seed}) is at ${server.url}\n` +
        `  OpenAI and Anthropic: ${addresses.openai}\n  {message, history}:   ${addresses.http}\n`,
    );
  await stopping;
  const { requests, violations, faults } = server.served();
  await server.close();
  const told = Object.entries(faults).map(([kind, n]) => `, ${kind} ${n}`);
  io.err(`Stopped: ${requests} answers, ${violations} violations${told.join("")}.\n`);
  return DONE;
}

/** `assay eval organism`. Ends when `stopped` does: with a signal, unless told. */
export async function evalOrganism(
  args: string[],
  { io }: Pick<CommandContext, "io">,
  stopped: () => Promise<void> = untilSignal,
): Promise<number> {
  const read = readOptions(args, OPTIONS);
  const refuse = (status: number, wrong: string): number => {
    io.err(`assay eval organism: ${wrong}\n`);
    return status;
  };
  if (!read.ok) return refuse(NOT_ASKED, read.wrong);
  const { values } = read;
  if (values.help) {
    io.out(HELP);
    return DONE;
  }
  const asJson = values.json === true;
  if (values.list) return list({ io }, asJson);
  const asked = readAsked(values);
  if ("wrong" in asked) return refuse(NOT_ASKED, asked.wrong);
  try {
    return await run(asked, io, asJson, stopped);
  } catch (error) {
    return refuse(FAILED, error instanceof Error ? error.message : String(error));
  }
}
