import { CasePage } from "#contract/clearinghouse/casePage.ts";
import { asking, getJson, openServer, SERVER_HELP, SERVER_OPTIONS, Unasked } from "./ask.ts";
import type { CommandContext } from "./context.ts";
import { readOptions } from "./options.ts";

const HELP = `Usage: assay case show VC-… [--json]

Shows one case: what is claimed, what is proven, severity three ways, the decision and its inputs, the clocks.

${SERVER_HELP}
Example:
  assay case show VC-2026-0412
`;

const score = (side: { score: number; vector: string } | null): string =>
  side === null ? "unknown" : `${side.score} ${side.vector}`;

function describe(page: CasePage): string {
  const { severity, decision, embargo } = page;
  return [
    `${page.ref}  ${page.title}`,
    `TLP:${page.tlp}  ${page.component ?? "component unknown"} ${page.versions ?? ""}  ${page.weakness?.id ?? "weakness unknown"}  ${page.cs}`,
    "",
    `evidence   ${page.evidence.level}`,
    `severity   finder ${score(severity.finder)}`,
    `           verifier ${score(severity.verifier)}`,
    `           owner ${score(severity.owner)}`,
    `decision   ${decision.outcome}, ${decision.dueAt ?? "no day"} (${decision.title} ${decision.version})`,
    ...decision.inputs.map(
      ({ label, value, readAs, source }) =>
        `           ${label}: ${value ?? `unknown, read as ${readAs}`} (${source})`,
    ),
    `embargo    ${embargo.state}${embargo.endsAt ? ` until ${embargo.endsAt}` : ""}: ${embargo.why}`,
    `reports    ${page.findings.map(({ id, from }) => `${id} from ${from}`).join("; ")}`,
    ...(page.waiting.you.length > 0 ? [`waits for  you: ${page.waiting.you.join(", ")}`] : []),
    ...(page.waiting.others.length > 0 ? [`waits for  ${page.waiting.others.join(", ")}`] : []),
    "",
    page.claim.description,
    "",
  ].join("\n");
}

export async function caseShow(args: string[], context: CommandContext): Promise<number> {
  const { io } = context;
  return await asking("case show", context, async () => {
    const read = readOptions(args, SERVER_OPTIONS, 1);
    if (!read.ok) throw new Unasked(read.wrong);
    const { values, positionals } = read;
    if (values.help) {
      io.out(HELP);
      return 0;
    }
    const [ref] = positionals;
    if (ref === undefined) throw new Unasked("Name one case, such as VC-2026-0412.");
    const api = await openServer(context, values);
    const page = CasePage.parse(await getJson(api, `/api/cases/${encodeURIComponent(ref)}`));
    io.out(values.json ? `${JSON.stringify(page)}\n` : describe(page));
    return 0;
  });
}
