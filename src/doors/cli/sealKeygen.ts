import { makeIdentity } from "#actions/sealed/makeIdentity.ts";
import { sealingCommand } from "./sealing.ts";

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
export const sealKeygen = sealingCommand(
  { name: "seal keygen", help: HELP, options: {}, unnamed: "Name the file for the key." },
  async (file, values, { io }) => {
    const { json } = values as { readonly json?: boolean };
    const { key, fingerprint } = await makeIdentity(file);
    io.out(json ? `${JSON.stringify({ key, fingerprint, file })}\n` : `${key}\n`);
    if (!json) io.err(`Fingerprint ${fingerprint}. The private key is in ${file}; keep it safe.\n`);
  },
);
