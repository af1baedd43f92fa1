import { readFile } from "node:fs/promises";
import { openSource } from "#actions/sealed/openSource.ts";
import { readFirst } from "#actions/sealed/readFirst.ts";
import { sealToFile } from "#actions/sealed/sealToFile.ts";
import { sealToReview } from "#actions/sealed/sealToReview.ts";
import { type SealedReading, summarizeReading } from "#core/guard/plaintext.ts";
import { MATERIAL_KINDS, type MaterialKind } from "#core/review/reviewWords.ts";
import { type Label, labelFault } from "#core/sealed/label.ts";
import type { Recipient } from "#core/sealed/recipient.ts";
import { SERVER_OPTIONS, Unasked } from "./ask.ts";
import type { CommandContext, CommandIo } from "./context.ts";
import {
  describeRecipients,
  EXIT_HELP,
  megabytes,
  progress,
  RECIPIENT_HELP,
  RECIPIENT_OPTIONS,
  readRecipients,
  sealingCommand,
  type ValuesOf,
  withFingerprint,
} from "./sealing.ts";
import { REACH_HELP, whereOf } from "./sealWhere.ts";

const HELP = `Usage: assay seal --to NAME=age1… [--review RV-…] [--out FILE] [--json] FILE

Seals a file to the recipients that you name, and to nobody else: not to yourself unless you name yourself, and never to the
server. With --review it goes to that review, sealed on the way; without, into a file of age (FILE.age). A FILE of "-" is
standard input.

It is read here first, by the guard, when it is text: what is found is told to you alone. Where that asks for a reason, nothing
is sealed without --even-so; the reason goes on record, and how often which rule spoke, but nothing of what was found.

An upload that was interrupted goes on when the same command is given again. What it needs for that, the key of this one thing
among it, stands in FILE.sealing (only you can read it) until the upload is done.

${RECIPIENT_HELP}  --name NAME       what it is called, for the recipients alone (default: the file's name)
  --type TYPE       its media type, for the recipients alone (default: application/octet-stream)
  --out FILE        where the sealed file goes; "-" is standard output
  --review RV       upload to this review
  --kind KIND       what sort of thing it is, for all parties: ${MATERIAL_KINDS.join(", ")}
                    (default: other)
  --unclassified    your word that nothing in it is classified; without it nothing is uploaded
  --label FILE      a protection label, as JSON: basis, name, from, until, source, claimedBy
  --state FILE      remembers the upload (default: FILE.sealing); must be given for standard input
  --even-so REASON  seal it although what was found in it asks for a reason; the reason goes on record
${REACH_HELP}  --json            one JSON object on standard output
  --help            this text

${EXIT_HELP}
Subcommands: assay seal keygen makes a key, assay seal rewrap adds a recipient later.

Examples:
  assay seal --to "Bureau A=age1…" model-card.pdf
  assay seal --to-file recipients.txt --review RV-2026-0003 --kind system-prompt --unclassified prompt.txt
  tar c run-7 | assay seal --to-file recipients.txt --review RV-2026-0003 --unclassified --name run-7.tar --state run-7.sealing -
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...RECIPIENT_OPTIONS,
  name: { type: "string" },
  type: { type: "string" },
  out: { type: "string" },
  review: { type: "string" },
  state: { type: "string" },
  kind: { type: "string" },
  unclassified: { type: "boolean" },
  label: { type: "string" },
  "even-so": { type: "string" },
} as const;

type Values = ValuesOf<typeof OPTIONS>;
type Source = Awaited<ReturnType<typeof openSource>>;
type Sealing = {
  readonly file: string;
  readonly source: Source;
  readonly reading: () => SealedReading;
  readonly label: Label;
  readonly recipients: readonly Recipient[];
};

async function readSealing(file: string, values: Values, io: CommandIo): Promise<Sealing> {
  const recipients = await readRecipients(values);
  const { source, reading } = await readFirst(await openSource(file), values["even-so"], io.err);
  const { name = source.name, type = "application/octet-stream" } = values;
  if (name === null) throw new Unasked("Give --name: what is sealed has no file name of its own.");
  const label = { name, type, size: source.size };
  const fault = labelFault(label);
  if (fault !== undefined) throw new Unasked(fault);
  return { file, source, reading, label, recipients };
}

async function toFile({ file, source, reading, label, recipients }: Sealing, values: Values) {
  const out = values.out ?? (file === "-" ? "-" : `${file}.age`);
  if (out === "-" && values.json)
    throw new Unasked("Name a file with --out: --json takes standard output.");
  const done = await sealToFile({ source, label, recipients, out });
  return { out, ...done, reading: reading() };
}

const isKind = (text: string): text is MaterialKind =>
  (MATERIAL_KINDS as readonly string[]).includes(text);

/** What the server is told of it besides its size and its recipients. */
async function readAbout({ kind = "other", unclassified, label }: Values) {
  if (!isKind(kind)) throw new Unasked(`There is no kind "${kind}".`);
  if (!unclassified)
    throw new Unasked(
      "Say --unclassified. Classified material is not taken: give a pointer to it, and outcomes, only.",
    );
  if (label === undefined) return { kind, unclassified };
  return { kind, unclassified, label: JSON.parse(await readFile(label, "utf8")) as unknown };
}

async function toReview(
  { file, source, reading, label, recipients }: Sealing,
  values: Values,
  context: CommandContext,
) {
  const { out, state = file === "-" || source.size === null ? undefined : `${file}.sealing` } =
    values;
  if (out !== undefined) throw new Unasked("--out and --review do not go together.");
  if (state === undefined)
    throw new Unasked("Give --state FILE, which remembers the upload until it is done.");
  const about = await readAbout(values);
  const shown = progress(context.io, "uploading");
  const where = whereOf(values, context);
  try {
    const asked = { where, source, label, recipients, state, about, reading, onProgress: shown.at };
    return { ...(await sealToReview(asked)), reading: reading() };
  } finally {
    shown.end();
  }
}

type Sealed = Awaited<ReturnType<typeof toFile | typeof toReview>>;

function describe(done: Sealed, recipients: readonly Recipient[]): string {
  const what = "id" in done ? done.id : done.out;
  const recorded = "id" in done ? `  digest   ${done.digest}\n` : "";
  const who = describeRecipients(recipients);
  const read = `  read     ${summarizeReading(done.reading)}\n`;
  return `sealed   ${what}  ${megabytes(done.size)}\n${who}${recorded}  content  sha256 ${done.sha256}\n${read}`;
}

/** `assay seal`. */
export const seal = sealingCommand(
  {
    name: "seal",
    help: HELP,
    options: OPTIONS,
    unnamed: "Name one file, or - for standard input.",
  },
  async (file, values, context) => {
    const { io } = context;
    const it = await readSealing(file, values, io);
    const done = await (values.review ? toReview : toFile)(it, values, context);
    const recipients = it.recipients.map(withFingerprint);
    const say = "out" in done && done.out === "-" ? io.err : io.out;
    say(values.json ? `${JSON.stringify({ ...done, recipients })}\n` : describe(done, recipients));
  },
);
