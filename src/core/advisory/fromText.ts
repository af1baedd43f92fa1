import type { Facts } from "./facts.ts";
import { type PlainFacts, readPlainFacts } from "./plainFacts.ts";

const HEADING = /^[A-Z]+$/;
const HEAD = /^([A-Z][A-Za-z]+) +(.+)$/;
const PURL = /^ {4}(pkg:\S+)$/;
const STATEMENT =
  /^ {4}(affected|fixed|not affected|under investigation) {2,}(.+?)(?: {2}\((semver|ecosystem|git)\))?$/;

/** The facts of a plain text rendering by `toText`; `undefined` for any other text. */
export function fromText(text: string): Facts | undefined {
  const sections = inSections(text);
  const head = (sections.get("") ?? []).flatMap((line) => {
    const [, name, value] = HEAD.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  const id = head.find(([name]) => name === "Advisory")?.[1] ?? "";
  return readPlainFacts({ id, head, rows: rowsOf(sections.get("PRODUCTS") ?? []) });
}

/** Lines under the heading they follow; what comes before the first is under "". */
function inSections(text: string): Map<string, string[]> {
  const sections = new Map<string, string[]>([["", []]]);
  let section = "";
  for (const line of text.split("\n")) {
    if (HEADING.test(line)) section = line;
    const lines = sections.get(section) ?? [];
    lines.push(line);
    sections.set(section, lines);
  }
  return sections;
}

function rowsOf(lines: readonly string[]): PlainFacts["rows"] {
  let purl = "";
  return lines.flatMap((line) => {
    purl = PURL.exec(line)?.[1] ?? purl;
    const [, standing, versions = "", order = ""] = STATEMENT.exec(line) ?? [];
    return standing === undefined ? [] : [{ purl, standing, versions, order }];
  });
}
