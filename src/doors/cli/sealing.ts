import { readFile } from "node:fs/promises";
import { SealedFault } from "#core/sealed/fault.ts";
import { parseIdentityFile } from "#core/sealed/identity.ts";
import {
  parseRecipient,
  parseRecipientFile,
  parseRecipientKey,
  type Recipient,
  toFingerprint,
} from "#core/sealed/recipient.ts";
import { Unasked } from "./ask.ts";
import type { CommandContext, CommandIo } from "./context.ts";
import { readOptions } from "./options.ts";

/** The commands about sealed things end with these. */
const [DONE, NOT_HELD, NOT_ASKED] = [0, 1, 2] as const;

export const EXIT_HELP = `Exit status: 0 done, 1 what is sealed does not hold or does not open, 2 it could not be asked or done.
`;

export const RECIPIENT_OPTIONS = {
  to: { type: "string", multiple: true },
  "to-file": { type: "string", multiple: true },
} as const;

export const RECIPIENT_HELP = `  --to NAME=age1…   a recipient: a name, and a public key that you have from the recipient; may be given again
  --to-file FILE    a file of them, one a line
`;

type Named = {
  readonly to?: readonly string[] | undefined;
  readonly "to-file"?: readonly string[] | undefined;
};

/** All who are named, each key once. Throws a sentence for the first that is none. */
export async function readRecipients(named: Named): Promise<readonly Recipient[]> {
  const recipients = (named.to ?? []).map((text) => {
    const recipient = parseRecipient(text);
    if (recipient) return recipient;
    throw new Unasked(`"${text}" is no recipient. Write --to NAME=age1… with a public key of age.`);
  });
  for (const file of named["to-file"] ?? []) {
    const read = parseRecipientFile(await readFile(file, "utf8"));
    const [problem] = read.problems;
    if (problem) throw new Unasked(`${file}, ${problem.pointer}: ${problem.message}`);
    recipients.push(...read.recipients);
  }
  const byKey = new Map(recipients.map((one) => [one.key, one]));
  if (byKey.size === 0) throw new Unasked("Name at least one recipient with --to or --to-file.");
  return [...byKey.values()];
}

export const IDENTITY_OPTIONS = { identity: { type: "string", multiple: true } } as const;

export const IDENTITY_HELP = `  --identity FILE   a key file (ASSAY_IDENTITY); may be given again
`;

/** The private keys of all key files that are named, or of that in the environment. */
export async function readIdentities(
  files: readonly string[] | undefined,
  { env }: Pick<CommandContext, "env">,
): Promise<readonly string[]> {
  const named = files ?? (env.ASSAY_IDENTITY ? [env.ASSAY_IDENTITY] : []);
  if (named.length === 0)
    throw new Unasked("Name a key file with --identity, or set ASSAY_IDENTITY.");
  const read = await Promise.all(
    named.map(async (file) => {
      const identities = parseIdentityFile(await readFile(file, "utf8"));
      if (identities) return identities;
      throw new Unasked(`${file} is no key file. assay seal keygen makes one.`);
    }),
  );
  return read.flat();
}

export const withFingerprint = ({ name, key }: Recipient) => ({
  name,
  key,
  fingerprint: toFingerprint(parseRecipientKey(key) ?? new Uint8Array()),
});

/** One line each: who can open it. */
export const describeRecipients = (recipients: readonly Recipient[]): string =>
  recipients
    .map(withFingerprint)
    .map(({ name, fingerprint }) => `  for      ${name}  (${fingerprint})\n`)
    .join("");

export const megabytes = (size: number): string => `${(size / 1e6).toFixed(size < 1e7 ? 1 : 0)} MB`;

/** A line that rewrites itself, where a person looks on; a second apart. */
export function progress({ err }: CommandIo, verb: string) {
  let shown = 0;
  const isSeen = process.stderr.isTTY === true;
  return {
    at: (size: number, whole: number | null) => {
      const now = performance.now();
      if (!isSeen || now - shown < 1000) return;
      shown = now;
      err(`\r${verb} ${megabytes(size)}${whole === null ? "" : ` of ${megabytes(whole)}`}   `);
    },
    end: () => {
      if (shown > 0) err("\r\u001b[K");
    },
  };
}

/** Runs a command about sealed things, and says in a sentence why it did not end well. */
async function sealing(
  name: string,
  { io }: Pick<CommandContext, "io">,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    io.err(`assay ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof SealedFault ? NOT_HELD : NOT_ASKED;
  }
}

type Options = Parameters<typeof readOptions>[1];
/** What a command line said, as its options name it. */
export type ValuesOf<O extends Options> = Extract<
  ReturnType<typeof readOptions<O>>,
  { ok: true }
>["values"];

type Form<O extends Options> = {
  readonly name: string;
  readonly help: string;
  readonly options: O;
  /** What is said where nothing is named. */
  readonly unnamed: string;
};

/** A command about one thing that is named: reads its options, shows its help, and does its work. */
export const sealingCommand =
  <const O extends Options>(
    { name, help, options, unnamed }: Form<O>,
    work: (what: string, values: ValuesOf<O>, context: CommandContext) => Promise<void>,
  ) =>
  (args: string[], context: CommandContext): Promise<number> =>
    sealing(name, context, async () => {
      const read = readOptions(args, options, 1);
      if (!read.ok) throw new Unasked(read.wrong);
      const [what] = read.positionals;
      if ((read.values as { readonly help?: boolean }).help) context.io.out(help);
      else if (what === undefined) throw new Unasked(unnamed);
      else await work(what, read.values as ValuesOf<O>, context);
      return DONE;
    });
