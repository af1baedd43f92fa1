import { restore as putBack } from "#actions/system/restore.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay restore BACKUP --data EMPTY_FOLDER [--json]

Checks every hash of the backup, then puts it back into an empty folder: same counts, same ledger root. A folder that
holds anything is left alone.

  --data FOLDER  the new folder of the installation (ASSAY_DATA)

Example:
  assay restore /mnt/backup/assay-2026-09-22 --data /srv/assay
`;

export async function restore(
  args: string[],
  { io, readFlags, configOf }: CommandContext,
): Promise<number> {
  const { flags, rest } = readFlags(args);
  const read = readOptions(rest, {}, 1);
  if (read.ok && read.values.help) {
    io.out(HELP);
    return 0;
  }
  const from = read.ok ? read.positionals[0] : undefined;
  if (!read.ok || from === undefined) {
    io.err(`assay restore: ${read.ok ? "Name the backup's folder." : read.wrong}\n\n${HELP}`);
    return 2;
  }
  const { dataDir, databaseUrl } = configOf(flags);
  const done = await putBack({ from, dataDir, databaseUrl });
  if (!done.ok) {
    io.err(`assay restore: ${done.refusal.detail}\n`);
    for (const { pointer, message } of done.refusal.problems ?? [])
      io.err(`  ${pointer}: ${message}\n`);
    return 1;
  }
  io.out(
    read.values.json
      ? `${JSON.stringify(done.value)}\n`
      : `Restored into ${dataDir}. Start it with: assay start --data ${dataDir}\n`,
  );
  return 0;
}
