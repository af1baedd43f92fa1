import { RENDERED } from "#contract/clearinghouse/advisory.ts";
import { asking, openServer, SERVER_HELP, SERVER_OPTIONS, Unasked } from "./ask.ts";
import type { Api, CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay advisory export AS-… --to FOLDER [--json]

Writes every rendering of an advisory's draft: CSAF 2.0, OSV, CVE JSON 5 (where a CVE id is recorded), OpenVEX,
Markdown, plain text. Published versions, with their signatures, are plain files of the server's public pages.

${SERVER_HELP}
Example:
  assay advisory export AS-2026-0187 --to ./as-2026-0187
`;

const OPTIONS = { ...SERVER_OPTIONS, to: { type: "string" } } as const;
const FILE = {
  csaf: "csaf.json",
  osv: "osv.json",
  cve: "cve.json",
  openvex: "openvex.json",
  markdown: "advisory.md",
  text: "advisory.txt",
} as const;

async function download(api: Api, ref: string, to: string, { writeFile }: CommandContext) {
  const written: string[] = [];
  for (const rendering of RENDERED) {
    const path = `/api/advisories/${encodeURIComponent(ref)}/renderings/${rendering}`;
    const { status, body } = await api.get(path);
    if (rendering === "cve" && status === 404) continue;
    if (status !== 200) throw new Unasked(`The server answered ${status}: ${body.slice(0, 300)}`);
    written.push(await writeFile(to, FILE[rendering], body));
  }
  return written;
}

export async function advisoryExport(args: string[], context: CommandContext): Promise<number> {
  const { io } = context;
  return await asking("advisory export", context, async () => {
    const read = readOptions(args, OPTIONS, 1);
    if (!read.ok) throw new Unasked(read.wrong);
    const { values, positionals } = read;
    if (values.help) {
      io.out(HELP);
      return 0;
    }
    const [ref] = positionals;
    if (ref === undefined || !values.to)
      throw new Unasked("Name one advisory, and a folder with --to.");
    const written = await download(await openServer(context, values), ref, values.to, context);
    io.out(values.json ? `${JSON.stringify({ files: written })}\n` : `${written.join("\n")}\n`);
    return 0;
  });
}
