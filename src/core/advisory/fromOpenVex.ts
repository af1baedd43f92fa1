import { splitPurl } from "../purl/purl.ts";
import type { Severity } from "./advisory.ts";
import { type ReadFacts, sortedSeverity, sortedStatements } from "./facts.ts";
import { readWithdrawal } from "./phrase.ts";
import { readSeverityLine } from "./severityLine.ts";
import { readAs } from "./standards/check.ts";
import { type OpenVexDocument, openVexSchema } from "./standards/openVex.ts";
import type { Statement } from "./statement.ts";
import { fromVers } from "./vers.ts";

/** The facts of an OpenVEX document that `toOpenVex` wrote. */
export function fromOpenVex(input: unknown): ReadFacts {
  const read = readAs("openvex", openVexSchema, input);
  if (!read.ok) return read;
  const { "@id": iri, version, timestamp, last_updated, statements } = read.document;
  const first = statements[0];
  const name = first?.vulnerability.name ?? "";
  return {
    ok: true,
    facts: {
      id: /([A-Z]+-\d+-\d+)\.json#v\d+$/.exec(iri)?.[1] ?? "",
      version,
      cve: name.startsWith("CVE-") ? name : null,
      released: Date.parse(timestamp),
      current: Date.parse(last_updated),
      withdrawn: readWithdrawal(first?.status_notes),
      severity: sortedSeverity(readSeverity(first?.vulnerability.description ?? "")),
      statements: sortedStatements(statements.flatMap(readStatement)),
    },
  };
}

/** The first line is the title, whatever it looks like. */
const readSeverity = (description: string): Severity[] =>
  description
    .split("\n")
    .slice(1)
    .flatMap((line) => readSeverityLine(line) ?? []);

const readStatement = ({ status, products }: OpenVexDocument["statements"][number]): Statement[] =>
  products.map(({ identifiers }) => {
    const { purl, version, vers } = splitPurl(identifiers.purl);
    const range = vers === null ? null : (fromVers(vers) ?? null);
    return { purl, standing: status, range, version };
  });
