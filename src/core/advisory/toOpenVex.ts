import { withRange, withVersion } from "../purl/purl.ts";
import type { Advisory, Remediation } from "./advisory.ts";
import { JUSTIFICATION_SENTENCES, REMEDIATION_NAMES, withdrawalSentence } from "./phrase.ts";
import { severityLines } from "./severityLine.ts";
import { type PlacedStatement, readStatements, type Standing } from "./statement.ts";
import { toVers } from "./vers.ts";

const ALL: readonly Standing[] = ["affected", "fixed", "not_affected", "under_investigation"];

/** OpenVEX 0.2.0. Ranges travel in the `vers` qualifier of the purl. https://github.com/openvex/spec */
export function toOpenVex(advisory: Advisory): unknown {
  const { id, version, publisher, dates } = advisory;
  const statements = readStatements(advisory);
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `${publisher.namespace}/openvex/${id}.json#v${version}`,
    author: publisher.name,
    role: "coordinator",
    timestamp: dates.released,
    last_updated: dates.current,
    version,
    tooling: "Assay",
    statements: advisory.products.flatMap((_, index) =>
      ALL.flatMap((standing) => {
        const said = statements.filter((one) => one.index === index && one.standing === standing);
        return said.length === 0 ? [] : [openVexStatement(advisory, standing, said)];
      }),
    ),
  };
}

function openVexStatement(
  advisory: Advisory,
  standing: Standing,
  said: readonly PlacedStatement[],
) {
  return {
    vulnerability: vulnerability(advisory),
    products: said.map(openVexProduct),
    status: standing,
    ...(said[0] === undefined ? {} : { supplier: said[0].product.vendor }),
    ...(advisory.withdrawn === null
      ? {}
      : { status_notes: withdrawalSentence(advisory.withdrawn) }),
    ...(standing === "affected" && said[0] !== undefined
      ? { action_statement: actionStatement(advisory.remediations, said[0].purl) }
      : {}),
    ...(standing === "not_affected" ? reasons(said) : {}),
  };
}

/** The title, then the severity, a line for each vector. */
const vulnerability = ({ id, cveId, title, severity }: Advisory) => ({
  name: cveId?.id ?? id,
  description: [title, ...severityLines(severity)].join("\n"),
  ...(cveId === null ? {} : { aliases: [id] }),
});

function openVexProduct({ purl, range, version }: PlacedStatement) {
  const exact =
    range === null ? withVersion(purl, version ?? "") : withRange(purl, toVers(purl, range));
  return { "@id": exact, identifiers: { purl: exact } };
}

const actionStatement = (remediations: readonly Remediation[], purl: string): string =>
  remediations
    .filter(({ products }) => products.includes(purl))
    .map(({ category, details, url }) =>
      [`${REMEDIATION_NAMES[category]}: ${details}`, ...(url === null ? [] : [url])].join("\n"),
    )
    .join("\n\n");

function reasons(said: readonly PlacedStatement[]) {
  const { justification = null, impact = null } = said[0]?.product ?? {};
  return {
    ...(justification === null ? {} : { justification }),
    ...(impact === null
      ? { impact_statement: justification === null ? "" : JUSTIFICATION_SENTENCES[justification] }
      : { impact_statement: impact }),
  };
}
