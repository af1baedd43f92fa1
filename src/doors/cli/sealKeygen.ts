import { makeIdentity } from "#actions/sealed/makeIdentity.ts";
import { Unasked } from "./ask.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";
import { DONE, sealing } from "./sealing.ts";

const HELP = `Usage: assay seal keygen [--json] KEYFILE

Makes a private key in a new file that only you can read, and prints the public key, which others seal to. There is no copy:
without the file nothing that was sealed to it opens again. It is a key file of age; age itself opens with it too.

  --json   {"key":…,"fingerprint":…,"file":…} on standard output
  --help   this text

Exit status: 0 done, 2 the file could not be made.

Example:
  assay seal keygen ~/.config/assay.key
`;

/** `assay seal keygen`. */
export const sealKeygen = (args: string[], context: CommandContext): Promise<number> =>
  sealing("seal keygen", context, async () => {
    const { io } = context;
    const read = readOptions(args, {}, 1);
    if (!read.ok) throw new Unasked(read.wrong);
    const { help, json } = read.values as { readonly help?: boolean; readonly json?: boolean };
    if (help) {
      io.out(HELP);
      return DONE;
    }
    const [file] = read.positionals;
    if (file === undefined) throw new Unasked("Name the file for the key.");
    const { key, fingerprint } = await makeIdentity(file);
    io.out(json ? `${JSON.stringify({ key, fingerprint, file })}\n` : `${key}\n`);
    if (!json) io.err(`Fingerprint ${fingerprint}. The private key is in ${file}; keep it safe.\n`);
    return DONE;
  });
