import type { CommandContext } from "./context.ts";

const HELP = `Usage: assay start [OPTIONS]

Starts the database, the server and its worker, and prints the one address to open. Stop it with Ctrl-C.
Settings are taken from flags, then the environment, then assay.config.json; docs/configuration.md lists them all.

  --port NUMBER     port of the server; 0 takes any free one (ASSAY_PORT)
  --data FOLDER     folder of the installation (ASSAY_DATA)
  --host ADDRESSES  addresses to listen on; anything but the loopback needs --origin (ASSAY_HOST)
  --origin URL      the address people type (ASSAY_ORIGIN)

Example:
  assay start --port 8080 --data /srv/assay
`;

export async function start(
  args: string[],
  { io, readFlags, serve }: CommandContext,
): Promise<number> {
  const { flags, rest } = readFlags(args);
  if (rest.includes("--help") || rest.includes("-h")) {
    io.out(HELP);
    return 0;
  }
  if (rest.length > 0) {
    io.err(`assay start: ${rest[0]} is not an option.\n\n${HELP}`);
    return 2;
  }
  return await serve(flags);
}
