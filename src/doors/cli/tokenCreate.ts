import { createLocalToken } from "#actions/access/createLocalToken.ts";
import { ROLES, type Role } from "#core/access/role.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay token create --role ROLE [--role ROLE…] [--party NAME] [--name NAME] [--days N] [--json]

Makes an API token on the server's machine, for a person made for it. It is shown once and stored hashed.

  --role ROLE   ${ROLES.join(", ")}
  --party NAME  whose it is; made when there is none (default: a party of this machine, another one for each side)
  --name NAME   what the token is for (default: "command line")
  --days N      how long it is valid, 1 to 366 (default: 30)
  --data FOLDER folder of the installation (ASSAY_DATA)
  --json        {"token": …} on standard output

Example:
  export ASSAY_TOKEN=$(assay token create --role finder)
`;

const OPTIONS = {
  role: { type: "string", multiple: true },
  party: { type: "string" },
  name: { type: "string" },
  days: { type: "string" },
} as const;

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

function readArgs(args: string[]) {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) return { wrong: read.wrong } as const;
  const { help, role: roles = [], name = "command line", json = false } = read.values;
  if (help) return { help: true } as const;
  const [stray] = read.positionals;
  if (stray !== undefined) return { wrong: `Name a role with --role, not "${stray}".` } as const;
  const strange = roles.find((role) => !isRole(role));
  if (strange !== undefined) return { wrong: `There is no role "${strange}".` } as const;
  if (roles.length === 0) return { wrong: "Name at least one --role." } as const;
  const days = Number(read.values.days ?? 30);
  if (!Number.isInteger(days) || days < 1 || days > 366)
    return { wrong: "--days is 1 to 366." } as const;
  const party = read.values.party?.trim() ?? null;
  if (party !== null && !/^\P{Cc}{1,200}$/u.test(party))
    return { wrong: "--party is a name of one line, up to 200 characters." } as const;
  return { roles: roles.filter(isRole), days, name, party, json };
}

export async function tokenCreate(
  args: string[],
  { io, readFlags, openHere }: CommandContext,
): Promise<number> {
  const { flags, rest } = readFlags(args);
  const asked = readArgs(rest);
  if ("help" in asked) {
    io.out(HELP);
    return 0;
  }
  if ("wrong" in asked) {
    io.err(`assay token create: ${asked.wrong}\n\n${HELP}`);
    return 2;
  }
  const here = await openHere(flags);
  try {
    const token = await createLocalToken(here.deps, asked);
    io.out(asked.json ? `${JSON.stringify({ token })}\n` : `${token}\n`);
    return 0;
  } finally {
    await here.close();
  }
}
