import type { Advisory, Product } from "./advisory.ts";
import {
  exploitationSentence,
  JUSTIFICATION_SENTENCES,
  REMEDIATION_NAMES,
  rangePhrase,
  STANDING_NAMES,
  withdrawalSentence,
} from "./phrase.ts";
import { escapeCommonMark, toCommonMark } from "./prose.ts";
import { severityLines } from "./severityLine.ts";
import { type PlacedStatement, readStatements } from "./statement.ts";

/** CommonMark with tables. Everything the advisory says is escaped; `fromMarkdown` reads the facts back. */
export function toMarkdown(advisory: Advisory): string {
  const { id, title, withdrawn, summary, details } = advisory;
  const sections = [
    `# ${id}: ${escapeCommonMark(title)}`,
    ...(withdrawn === null ? [] : [`**${escapeCommonMark(withdrawalSentence(withdrawn))}**`]),
    table(["", ""], headRows(advisory)),
    `## Summary\n\n${toCommonMark(summary)}`,
    `## Products\n\n${products(advisory)}`,
    ...section("Remediation", remediations(advisory)),
    `## Exploitation\n\n${toCommonMark(exploitationSentence(advisory.exploitation))}`,
    ...(details === "" ? [] : [`## Details\n\n${toCommonMark(details)}`]),
    ...section("References", references(advisory)),
    ...section("Credits", credits(advisory)),
    ...section("Timeline", timeline(advisory)),
    `## Revisions\n\n${revisions(advisory).join("\n")}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

const section = (name: string, items: readonly string[]) =>
  items.length === 0 ? [] : [`## ${name}\n\n${items.join("\n")}`];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const code = (text: string) => `\`${text}\``;

function headRows(advisory: Advisory): (readonly string[])[] {
  const { tlp, version, dates, withdrawn, cveId, weaknesses, severity, publisher } = advisory;
  return [
    ["TLP", code(`TLP:${tlp}`)],
    ["Version", code(String(version))],
    ["Released", code(dates.released)],
    ["Updated", code(dates.current)],
    ...(withdrawn === null ? [] : [["Withdrawn", code(withdrawn.at)]]),
    ...(cveId === null ? [] : [["CVE", code(cveId.id)]]),
    ...severityLines(severity).map((line) => ["Severity", code(line)]),
    ...weaknesses.map(({ id, name }) => ["Weakness", escapeCommonMark(`${id} ${name}`)]),
    ["Publisher", escapeCommonMark(`${publisher.name}, ${publisher.contact}`)],
  ];
}

function products(advisory: Advisory): string {
  const statements = readStatements(advisory);
  return advisory.products
    .map((product, index) =>
      [
        `### ${escapeCommonMark(`${product.name} (${product.vendor})`)}`,
        code(product.purl),
        table(
          ["Standing", "Versions", "Order"],
          statements.filter((one) => one.index === index).map(statementRow),
        ),
        ...reason(product),
      ].join("\n\n"),
    )
    .join("\n\n");
}

const statementRow = ({ standing, range, version }: PlacedStatement) => [
  STANDING_NAMES[standing],
  code(range === null ? (version ?? "") : rangePhrase(range)),
  range === null ? "" : code(range.type),
];

const reason = ({ justification, impact }: Product): string[] => [
  ...(justification === null ? [] : [JUSTIFICATION_SENTENCES[justification]]),
  ...(impact === null ? [] : [toCommonMark(impact)]),
];

const link = (url: string) => `<${url}>`;

const remediations = ({ remediations: list }: Advisory): string[] =>
  list.map(({ category, details, url, products: purls }) =>
    [
      `**${REMEDIATION_NAMES[category]}** (${purls.map(code).join(", ")})`,
      toCommonMark(details),
      ...(url === null ? [] : [link(url)]),
      "",
    ].join("\n\n"),
  );

const references = ({ id, publisher, references: list }: Advisory): string[] => [
  `* This advisory: ${link(`${publisher.namespace}/advisories/${id}.html`)}`,
  ...list.map(({ title, url }) => `* ${escapeCommonMark(title)}: ${link(url)}`),
];

const credits = (advisory: Advisory): string[] =>
  advisory.credits.map(
    ({ name, kind }) => `* ${escapeCommonMark(name)} (${kind.replaceAll("_", " ")})`,
  );

const timeline = (advisory: Advisory): string[] =>
  advisory.timeline.map(({ at, event }) => `* ${code(at)} ${escapeCommonMark(event)}`);

const revisions = ({ dates }: Advisory): string[] =>
  dates.revisions.map(
    ({ number, date, summary }) => `* ${number}: ${code(date)} ${escapeCommonMark(summary)}`,
  );
