import { rewrap } from "#actions/sealed/rewrap.ts";
import { SERVER_OPTIONS } from "./ask.ts";
import {
  describeRecipients,
  EXIT_HELP,
  IDENTITY_HELP,
  IDENTITY_OPTIONS,
  RECIPIENT_HELP,
  RECIPIENT_OPTIONS,
  readIdentities,
  readRecipients,
  sealingCommand,
} from "./sealing.ts";
import { REACH_HELP, whereOf } from "./sealWhere.ts";

const HELP = `Usage: assay seal rewrap --review RV-… --identity KEYFILE --to NAME=age1… [--only] [--json] ITEM

Lets more recipients open a sealed thing that you can open. Its content is neither downloaded nor sealed again. Stanzas that
are there stay; no key is taken from the server.

${RECIPIENT_HELP}  --only            from now on these alone, yourself included only if you name yourself. Who has it already keeps it
${IDENTITY_HELP}  --review RV       the review
${REACH_HELP}  --json            {"version":…,"recipients":[…]} on standard output
  --help            this text

${EXIT_HELP}
Example:
  assay seal rewrap --review RV-2026-0003 --identity me.key --to "Bureau B=age1…" 01a209fa-215f-76af-af75-e874f971ce87
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...RECIPIENT_OPTIONS,
  ...IDENTITY_OPTIONS,
  review: { type: "string" },
  only: { type: "boolean" },
} as const;

/** `assay seal rewrap`. */
export const sealRewrap = sealingCommand(
  {
    name: "seal rewrap",
    help: HELP,
    options: OPTIONS,
    unnamed: "Name one sealed thing by its id.",
  },
  async (id, values, context) => {
    const { version, recipients } = await rewrap({
      where: whereOf(values, context),
      id,
      identities: await readIdentities(values.identity, context),
      recipients: await readRecipients(values),
      isOnly: values.only === true,
    });
    const { out } = context.io;
    if (values.json) out(`${JSON.stringify({ version, recipients })}\n`);
    else out(`rewrapped ${id}, envelope ${version}\n${describeRecipients(recipients)}`);
  },
);
