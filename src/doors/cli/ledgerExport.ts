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
  const audience = read.ok ? (read.values.for ?? "outsiders") : "";
  if (!read.ok || !read.values.to || !["outsiders", "insiders"].includes(audience)) {
    io.err(`assay ledger export: ${read.ok ? "Name a folder with --to." : read.wrong}\n\n${HELP}`);
    return 2;
  }
  const here = await openHere(flags);
  try {
    const { deps } = here;
    const openings = audience === "insiders" ? "visible" : "public";
    const done = await exportLedger(deps, { deskId: deps.site.desk.id, openings }, read.values.to);
    if (!done.ok) {
      io.err(`assay ledger export: ${done.refusal.detail}\n`);
      return 2;
    }
    const { origin, size, root } = done.value;
    const vkey = deps.ledgerKey.verifierKey(origin);
    io.out(
      read.values.json
        ? `${JSON.stringify({ folder: read.values.to, size, root: toBase64(root), vkey })}\n`
        : `${size} entries in ${read.values.to}\nassay verify ${read.values.to} --key ${vkey}\n`,
    );
    return 0;
  } finally {
    await here.close();
  }
}
