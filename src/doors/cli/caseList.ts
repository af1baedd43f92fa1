import { CaseRow } from "#contract/clearinghouse/case.ts";
import { page } from "#contract/page.ts";
import { asking, getJson, openServer, SERVER_HELP, SERVER_OPTIONS, Unasked } from "./ask.ts";
import type { Api, CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay case list [--view V] [--assigned me|nobody|any] [--text T] [--limit N] [--json]

Lists open cases in the order of the work: most urgent decision first, then the earlier day.

  --view V     decision (default), due, waiting, silent, disputed, unknown, overflow
  --status S   open (default), merged, closed, any
  --assigned W me, nobody, any (default)
  --text T     part of a reference, purl, weakness or title
  --limit N    how many at most (default: 50)
${SERVER_HELP}
Example:
  assay case list --view due --json | jq -r .ref
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  view: { type: "string" },
  status: { type: "string" },
  assigned: { type: "string" },
  text: { type: "string" },
  limit: { type: "string" },
} as const;

const Page = page(CaseRow);
type Row = CaseRow;

const line = ({ ref, decision, evidence, component, title }: Row): string =>
  `${ref}  ${(decision.dueAt ?? "no day").padEnd(10)}  ${decision.outcome.padEnd(16).slice(0, 16)}  ${evidence.padEnd(12).slice(0, 12)}  ${component ?? "component unknown"}  ${title}\n`;

type Values = {
  readonly json?: boolean | undefined;
  readonly limit?: string | undefined;
} & Partial<Record<(typeof FILTERS)[number], string | undefined>>;
const FILTERS = ["view", "status", "assigned", "text"] as const;

async function list(api: Api, values: Values, { io }: CommandContext): Promise<void> {
  const most = Number(values.limit ?? 50);
  if (!Number.isInteger(most) || most < 1) throw new Unasked("--limit is a number from 1.");
  const query = new URLSearchParams({ limit: String(Math.min(most, 500)) });
  for (const name of FILTERS) {
    const value = values[name];
    if (value) query.set(name, value);
  }
  for (let left = most; left > 0; ) {
    const { items, next } = Page.parse(await getJson(api, `/api/cases?${query}`));
    for (const row of items.slice(0, left))
      io.out(values.json ? `${JSON.stringify(row)}\n` : line(row));
    left -= items.length;
    if (next === null || items.length === 0) return;
    query.set("after", next);
  }
}

export async function caseList(args: string[], context: CommandContext): Promise<number> {
  return await asking("case list", context, async () => {
    const read = readOptions(args, OPTIONS);
    if (!read.ok) throw new Unasked(read.wrong);
    if (read.values.help) context.io.out(HELP);
    else await list(await openServer(context, read.values), read.values, context);
    return 0;
  });
}
