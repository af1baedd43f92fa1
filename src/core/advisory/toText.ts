import type { Advisory, Product } from "./advisory.ts";
import {
  exploitationSentence,
  JUSTIFICATION_SENTENCES,
  REMEDIATION_NAMES,
  rangePhrase,
  STANDING_NAMES,
} from "./phrase.ts";
import { proseBlocks } from "./prose.ts";
import { severityLines } from "./severityLine.ts";
import { type PlacedStatement, readStatements } from "./statement.ts";

const WIDTH = 78;

/** Plain text for terminals and mail. Only headings begin at the edge, so no text can pose as one. */
export function toText(advisory: Advisory): string {
  const { details, timeline } = advisory;
  const blocks = [
    `TLP:${advisory.tlp}`,
    head(advisory).join("\n"),
    section("SUMMARY", prose(advisory.summary, "  ")),
    section("PRODUCTS", products(advisory)),
    ...optional("REMEDIATION", remediations(advisory)),
    section("EXPLOITATION", prose(exploitationSentence(advisory.exploitation), "  ")),
    ...(details === "" ? [] : [section("DETAILS", prose(details, "  "))]),
    section("REFERENCES", references(advisory)),
    ...optional(
      "CREDITS",
      advisory.credits.map(({ name, kind }) => `  ${name} (${kind.replaceAll("_", " ")})`),
    ),
    ...optional(
      "TIMELINE",
      timeline.map(({ at, event }) => `  ${at} ${event}`),
    ),
    section("REVISIONS", revisions(advisory)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const section = (name: string, body: string): string => `${name}\n\n${body}`;
const optional = (name: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [section(name, lines.join("\n"))];

function head(advisory: Advisory): string[] {
  const { id, version, title, dates, withdrawn, cveId, weaknesses, severity, publisher } = advisory;
  const row = (name: string, value: string) => `${name.padEnd(9)}  ${value}`;
  return [
    row("Advisory", id),
    row("Version", String(version)),
    row("Title", title),
    row("Released", dates.released),
    row("Updated", dates.current),
    ...(withdrawn === null
      ? []
      : [row("Withdrawn", withdrawn.at), row("Reason", withdrawn.reason)]),
    ...(cveId === null ? [] : [row("CVE", cveId.id)]),
    ...severityLines(severity).map((line) => row("Severity", line)),
    ...weaknesses.map((one) => row("Weakness", `${one.id} ${one.name}`)),
    row("Publisher", `${publisher.name}, ${publisher.contact}`),
  ];
}

function products(advisory: Advisory): string {
  const statements = readStatements(advisory);
  return advisory.products
    .map((product, index) =>
      [
        `  ${product.name} (${product.vendor})`,
        `    ${product.purl}`,
        ...statements.filter((one) => one.index === index).map(statementLine),
        ...reason(product),
      ].join("\n"),
    )
    .join("\n\n");
}

const statementLine = ({ standing, range, version }: PlacedStatement): string => {
  const versions = range === null ? version : `${rangePhrase(range)}  (${range.type})`;
  return `    ${STANDING_NAMES[standing].padEnd(19)}  ${versions}`;
};

const reason = ({ justification, impact }: Product): string[] => [
  ...(justification === null ? [] : [`      ${JUSTIFICATION_SENTENCES[justification]}`]),
  ...(impact === null ? [] : [prose(impact, "      ")]),
];

const remediations = ({ remediations: list }: Advisory): string[] =>
  list.map(({ category, details, url, products: purls }) =>
    [
      `  ${REMEDIATION_NAMES[category]} for ${purls.join(", ")}`,
      prose(details, "    "),
      ...(url === null ? [] : [`    ${url}`]),
    ].join("\n"),
  );

const references = ({ id, publisher, references: list }: Advisory): string =>
  [
    `  This advisory: ${publisher.namespace}/advisories/${id}.html`,
    ...list.map(({ title, url }) => `  ${title}: ${url}`),
  ].join("\n");

const revisions = ({ dates }: Advisory): string =>
  dates.revisions.map(({ number, date, summary }) => `  ${number}  ${date}  ${summary}`).join("\n");

/** Paragraphs wrapped to the width, code as it stands, all of it indented. */
const prose = (text: string, indent: string): string =>
  proseBlocks(text)
    .map(({ kind, lines }) =>
      (kind === "code"
        ? lines.map((line) => `    ${line}`)
        : lines.flatMap((line) => wrap(line, WIDTH - indent.length))
      )
        .map((line) => `${indent}${line}`)
        .join("\n"),
    )
    .join("\n\n");

/** Breaks at spaces; a longer word has a line of its own. */
function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/ +/)) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (longer.length > width && current !== "") {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}
