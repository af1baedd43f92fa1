import { exportLedger } from "#actions/ledger/exportLedger.ts";
import { toBase64 } from "#core/base64.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay ledger export --to FOLDER [--for outsiders|insiders] [--json]

Writes the ledger as a folder in the tlog-tiles layout, on the server's machine. For outsiders (the default) entries
about restricted cases stay closed: they show that something was decided, and when, not what.
Check the folder with: assay verify FOLDER --key VKEY

  --data FOLDER  folder of the installation (ASSAY_DATA)

Example:
  assay ledger export --to ./ledger-2026-09
`;

const OPTIONS = { to: { type: "string" }, for: { type: "string" } } as const;

const OPENINGS = { insiders: "visible", outsiders: "public" } as const;
const isAudience = (text: string): text is keyof typeof OPENINGS => text in OPENINGS;

function readArgs(read: ReturnType<typeof readOptions<typeof OPTIONS>>) {
  if (!read.ok) return { wrong: read.wrong } as const;
  const { to, for: audience = "outsiders", json = false } = read.values;
  if (!to) return { wrong: "Name a folder with --to." } as const;
  if (!isAudience(audience))
    return { wrong: `--for is outsiders or insiders, not "${audience}".` } as const;
  return { to, openings: OPENINGS[audience], json } as const;
}

export async function ledgerExport(
  args: string[],
  { io, readFlags, openHere }: CommandContext,
): Promise<number> {
  const { flags, rest } = readFlags(args);
  const read = readOptions(rest, OPTIONS);
  if (read.ok && read.values.help) {
    io.out(HELP);
    return 0;
  }
  const asked = readArgs(read);
  if ("wrong" in asked) {
    io.err(`assay ledger export: ${asked.wrong}\n\n${HELP}`);
    return 2;
  }
  const here = await openHere(flags);
  try {
    const { deps } = here;
    const { to, openings, json } = asked;
    const done = await exportLedger(deps, { deskId: deps.site.desk.id, openings }, to);
    if (!done.ok) {
      io.err(`assay ledger export: ${done.refusal.detail}\n`);
      return 2;
    }
    const { origin, size, root } = done.value;
    const vkey = deps.ledgerKey.verifierKey(origin);
    io.out(
      json
        ? `${JSON.stringify({ folder: to, size, root: toBase64(root), vkey })}\n`
        : `${size} entries in ${to}\nassay verify ${to} --key ${vkey}\n`,
    );
    return 0;
  } finally {
    await here.close();
  }
}
