import { rewrap } from "#actions/sealed/rewrap.ts";
import { SERVER_OPTIONS, Unasked } from "./ask.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";
import {
  DONE,
  describeRecipients,
  EXIT_HELP,
  IDENTITY_HELP,
  IDENTITY_OPTIONS,
  RECIPIENT_HELP,
  RECIPIENT_OPTIONS,
  readIdentities,
  readRecipients,
  sealing,
} from "./sealing.ts";
import { whereOf } from "./sealWhere.ts";

const HELP = `Usage: assay seal rewrap --review RV-… --identity KEYFILE --to NAME=age1… [--only] [--json] ITEM

Lets more recipients open a sealed thing that you can open. Its content is neither downloaded nor sealed again. Stanzas that
are there stay; no key is taken from the server.

${RECIPIENT_HELP}  --only            from now on these alone, yourself included only if you name yourself. Who has it already keeps it
${IDENTITY_HELP}  --review RV       the review
  --url URL         address of the server (ASSAY_URL)
  --token T         API token (ASSAY_TOKEN)
  --json            {"version":…,"recipients":[…]} on standard output
  --help            this text

${EXIT_HELP}
Example:
  assay seal rewrap --review RV-2026-0003 --identity me.key --to "Bureau B=age1…" SM-2026-0017
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...RECIPIENT_OPTIONS,
  ...IDENTITY_OPTIONS,
  review: { type: "string" },
  only: { type: "boolean" },
} as const;

/** `assay seal rewrap`. */
export const sealRewrap = (args: string[], context: CommandContext): Promise<number> =>
  sealing("seal rewrap", context, async () => {
    const { io } = context;
    const read = readOptions(args, OPTIONS, 1);
    if (!read.ok) throw new Unasked(read.wrong);
    const { values, positionals } = read;
    if (values.help) {
      io.out(HELP);
      return DONE;
    }
    const [id] = positionals;
    if (id === undefined) throw new Unasked("Name one sealed thing, SM-….");
    const { version, recipients } = await rewrap({
      where: whereOf(values, context),
      id,
      identities: await readIdentities(values.identity, context),
      recipients: await readRecipients(values),
      isOnly: values.only === true,
    });
    if (values.json) io.out(`${JSON.stringify({ version, recipients })}\n`);
    else io.out(`rewrapped ${id}, envelope ${version}\n${describeRecipients(recipients)}`);
    return DONE;
  });
