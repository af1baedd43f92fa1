import type { Problem } from "#core/problem.ts";
import { asking, openServer, parseJson, SERVER_OPTIONS, Unasked, whySaid } from "./ask.ts";
import type { Api, ApiAnswer, CommandContext, CommandIo } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay submit --url URL --token T [--format F] [--tlp LABEL] [--json] FILE…

Submits each file as it is: finding bundles, SARIF, OSV, CSAF, CVE records, sanitizer logs, also gzipped.
A file of "-" is read from standard input. Sending a file again is harmless: the answer is then "known".

  --url URL      address of the server (ASSAY_URL)
  --token T      API token with report.submit (ASSAY_TOKEN; kinder to your shell's history)
  --format F     assay, sarif, osv, csaf, cve, sanitizer or zip, where the content does not tell
  --tlp LABEL    CLEAR, GREEN, AMBER (default), AMBER+STRICT or RED
  --json         one JSON line per file, in order
  --help         this text

Exit status: 0 every file is stored or known, 1 some are refused, 2 the server could not be asked, or not about
a file that cannot be read; the others are sent.

Examples:
  assay submit --url https://assay.example --token "$T" scan.sarif
  afl-run | assay submit --format sanitizer -
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  format: { type: "string" },
  tlp: { type: "string" },
} as const;

type Receipt = {
  readonly status: "stored" | "known" | "refused";
  readonly report: string | null;
  readonly findings: readonly {
    readonly id: string;
    readonly case?: string;
    readonly match?: string;
  }[];
  readonly problems: readonly Problem[];
};

const [GOOD, REFUSED, UNASKED] = [0, 1, 2];

function readAnswer({ status, body }: ApiAnswer): Receipt {
  const answer = parseJson(body) as Partial<Receipt> & { detail?: string; code?: string };
  if ((status === 200 || status === 201) && answer.status !== undefined) {
    const { report = null, findings = [], problems = [] } = answer;
    return { status: answer.status, report, findings, problems };
  }
  if (status === 422 || status === 413) {
    const whole = {
      rule: answer.code ?? "report/refused",
      pointer: "",
      message: answer.detail ?? "Refused.",
    };
    return { ...refusedFor(whole), problems: answer.problems ?? [whole] };
  }
  throw new Unasked(whySaid(status, body));
}

function describe(io: CommandIo, file: string, receipt: Receipt): void {
  if (receipt.status === "refused") {
    io.out(`refused  ${file}\n`);
    for (const { pointer, message } of receipt.problems.slice(0, 10)) {
      io.out(`         ${pointer || "/"}: ${message}\n`);
    }
    return;
  }
  const findings = receipt.findings.map(({ id, case: ref, match }) =>
    ref ? `${id} → ${ref} (${match})` : id,
  );
  const what = findings.length === 0 ? "no finding in it" : findings.slice(0, 3).join(", ");
  const more = findings.length > 3 ? ` and ${findings.length - 3} more` : "";
  io.out(`${receipt.status.padEnd(8)} ${file}  ${receipt.report ?? ""}  ${what}${more}\n`);
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file. Look at its name.",
  EISDIR: "This is a folder. Name the files in it, such as FOLDER/*.",
  EACCES: "You may not read this file. Change its mode, or run this as who may.",
};

/** A file that cannot be read is no reason to keep the others from the server. */
function unreadable(error: unknown): Problem {
  const { code = "", message } = error as Error & { code?: string };
  return { rule: "file/unreadable", pointer: "", message: REMEDIES[code] ?? message };
}

const refusedFor = (problem: Problem): Receipt => ({
  status: "refused",
  report: null,
  findings: [],
  problems: [problem],
});

type Asked = { readonly files: string[]; readonly json: boolean; readonly query: URLSearchParams };

async function submitAll(
  api: Api,
  { files, json, query }: Asked,
  { io, readFile }: Pick<CommandContext, "io" | "readFile">,
): Promise<number> {
  let exit = GOOD;
  for (const file of files) {
    const bytes = await readFile(file).catch((error: unknown) => unreadable(error));
    if (!(bytes instanceof Uint8Array)) {
      exit = UNASKED;
      io.err(`assay submit: ${file}: ${bytes.message}\n`);
      if (json) io.out(`${JSON.stringify({ file, ...refusedFor(bytes) })}\n`);
      continue;
    }
    const own = new URLSearchParams(query);
    if (file !== "-") own.set("name", file.split(/[\\/]/).at(-1)?.slice(0, 255) ?? file);
    const receipt = readAnswer(await api.postBytes(`/api/reports?${own}`, bytes));
    if (receipt.status === "refused") exit = Math.max(exit, REFUSED);
    if (json) io.out(`${JSON.stringify({ file, ...receipt })}\n`);
    else describe(io, file, receipt);
  }
  return exit;
}

/** `assay submit`. */
export const submit = (args: string[], context: CommandContext): Promise<number> =>
  asking("submit", context, async () => {
    const read = readOptions(args, OPTIONS, Number.POSITIVE_INFINITY);
    if (!read.ok) throw new Unasked(read.wrong);
    const { values, positionals: files } = read;
    const { help, json = false, format, tlp } = values;
    if (help) {
      context.io.out(HELP);
      return GOOD;
    }
    const api = await openServer(context, values);
    if (files.length === 0) throw new Unasked("Name at least one file, or - for standard input.");
    const query = new URLSearchParams();
    if (format) query.set("format", format);
    if (tlp) query.set("tlp", tlp);
    return await submitAll(api, { files, json, query }, context);
  });
