import { backup as takeBackup } from "#actions/system/backup.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay backup FOLDER [--rows] [--json]

Copies the whole installation (database, files, keys) into a new folder while it runs, with a manifest of hashes and
the ledger's root. Keep it as safe as the installation itself: the signing keys are in it.

  --rows         the database as rows instead of files; for an outside Postgres always so
  --data FOLDER  folder of the installation (ASSAY_DATA)

Example:
  assay backup /mnt/backup/assay-2026-09-22
`;

export async function backup(args: string[], context: CommandContext): Promise<number> {
  const { io, readFlags, openHere, version } = context;
  const { flags, rest } = readFlags(args);
  const read = readOptions(rest, { rows: { type: "boolean" } }, 1);
  if (read.ok && read.values.help) {
    io.out(HELP);
    return 0;
  }
  const target = read.ok ? read.positionals[0] : undefined;
  if (!read.ok || target === undefined) {
    io.err(`assay backup: ${read.ok ? "Name a new folder." : read.wrong}\n\n${HELP}`);
    return 2;
  }
  const here = await openHere(flags);
  try {
    const { config, postgres, ownerUrl, deps } = here;
    const installation = { dataDir: config.dataDir, postgres, ownerUrl, version, now: deps.now };
    const done = await takeBackup(installation, {
      target,
      rows: read.values.rows ?? config.databaseUrl !== null,
    });
    if (!done.ok) {
      io.err(`assay backup: ${done.refusal.detail}\n`);
      return 1;
    }
    io.out(read.values.json ? `${JSON.stringify(done.value)}\n` : `The backup is in ${target}.\n`);
    return 0;
  } finally {
    await here.close();
  }
}
