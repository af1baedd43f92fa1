import { doctor as examine } from "#actions/system/doctor.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay doctor [--json]

Checks the runtime, the port, the disk, keys, Postgres, migrations, the clock, the ledger and the mail server, and
says for each what to do.

  --data FOLDER  folder of the installation (ASSAY_DATA)

Exit status: 0 nothing bad, 1 something is bad, 2 usage.
`;

const MARK = { good: "ok  ", warning: "warn", bad: "BAD " } as const;

export async function doctor(args: string[], context: CommandContext): Promise<number> {
  const { io, readFlags, configOf, examineWith } = context;
  const { flags, rest } = readFlags(args);
  const read = readOptions(rest, {});
  if (read.ok && read.values.help) {
    io.out(HELP);
    return 0;
  }
  if (!read.ok) {
    io.err(`assay doctor: ${read.wrong}\n\n${HELP}`);
    return 2;
  }
  const { input, close } = await examineWith(configOf(flags), flags);
  try {
    const checks = await examine(input);
    if (read.values.json) io.out(`${JSON.stringify(checks)}\n`);
    else {
      for (const { name, state, detail, remedy } of checks) {
        io.out(`${MARK[state]}  ${name.padEnd(12)} ${detail}\n`);
        if (remedy) io.out(`                    ${remedy}\n`);
      }
    }
    return checks.some(({ state }) => state === "bad") ? 1 : 0;
  } finally {
    await close();
  }
}
