import { fetchSealed } from "#actions/sealed/fetchSealed.ts";
import { openFromFile } from "#actions/sealed/openFromFile.ts";
import { openFromReview } from "#actions/sealed/openFromReview.ts";
import { SERVER_OPTIONS, Unasked } from "./ask.ts";
import type { CommandContext } from "./context.ts";
import {
  EXIT_HELP,
  IDENTITY_HELP,
  IDENTITY_OPTIONS,
  megabytes,
  progress,
  readIdentities,
  sealingCommand,
  type ValuesOf,
} from "./sealing.ts";
import { REACH_HELP, whereOf } from "./sealWhere.ts";

const HELP = `Usage: assay open --identity KEYFILE [--out FILE] [--json] FILE.age
       assay open --review RV-… --identity KEYFILE [--out FILE] [--json] ITEM
       assay open --review RV-… --sealed --out FILE.age [--json] ITEM

Opens what assay seal has sealed: a file, or a thing of a review, which is opened on the way; ITEM is the id that assay seal
printed, and under which GET /api/reviews/RV-… lists it. Nothing is given out before it was checked. A file has its name when it
is whole; until then it is called FILE.part, and the same command goes on with it.

${IDENTITY_HELP}  --out FILE        where it goes (default: the name inside, in this folder); "-" is standard output
  --review RV       the review that ITEM belongs to
  --sealed          only download; it stays sealed, and no key is needed
  --digest HEX      refuse whatever is not this: the digest that assay seal printed, or that stands in the ledger
${REACH_HELP}  --json            one JSON object on standard output
  --help            this text

${EXIT_HELP}
Examples:
  assay open --identity me.key model-card.pdf.age
  assay open --review RV-2026-0003 --identity me.key --out card.pdf 01a209fa-215f-76af-af75-e874f971ce87
  assay open --identity me.key --out - run-7.tar.age | tar x
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...IDENTITY_OPTIONS,
  out: { type: "string" },
  review: { type: "string" },
  sealed: { type: "boolean" },
  digest: { type: "string" },
} as const;

type Values = ValuesOf<typeof OPTIONS>;

async function fromReview(id: string, values: Values, context: CommandContext) {
  const { out, digest, sealed } = values;
  const shown = progress(context.io, "read");
  const wanted = { where: whereOf(values, context), id, digest, onProgress: shown.at };
  try {
    if (!sealed) {
      const identities = await readIdentities(values.identity, context);
      return await openFromReview({ ...wanted, identities, out });
    }
    if (out === undefined || out === "-") throw new Unasked("Name the file for it with --out.");
    return await fetchSealed({ ...wanted, out });
  } finally {
    shown.end();
  }
}

async function fromFile(file: string, values: Values, context: CommandContext) {
  if (values.sealed || values.digest !== undefined)
    throw new Unasked("--sealed and --digest are for things of a review. Name it with --review.");
  const identities = await readIdentities(values.identity, context);
  return await openFromFile({ file, identities, out: values.out });
}

type Opened = Awaited<ReturnType<typeof fromReview | typeof fromFile>>;

const describe = (done: Opened): string =>
  "sha256" in done
    ? `opened   ${done.out}  ${megabytes(done.size)}\n  content  sha256 ${done.sha256}\n`
    : `fetched  ${done.out}  ${megabytes(done.size)}, sealed\n`;

/** `assay open`. */
export const open = sealingCommand(
  { name: "open", help: HELP, options: OPTIONS, unnamed: "Name what is to be opened." },
  async (what, values, context) => {
    if (values.out === "-" && values.json)
      throw new Unasked("Name a file with --out: --json takes standard output.");
    const done = await (values.review ? fromReview : fromFile)(what, values, context);
    const say = done.out === "-" ? context.io.err : context.io.out;
    say(values.json ? `${JSON.stringify(done)}\n` : describe(done));
  },
);
