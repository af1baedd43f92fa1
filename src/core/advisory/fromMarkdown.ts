import type { Facts } from "./facts.ts";
import { type PlainFacts, readPlainFacts } from "./plainFacts.ts";

const unquoted = (cell: string): string => /^`(.*)`$/.exec(cell)?.[1] ?? cell;
const cells = (line: string): string[] => line.slice(2, -2).split(" | ").map(unquoted);

/** The facts of a Markdown rendering by `toMarkdown`; `undefined` for any other text. */
export function fromMarkdown(text: string): Facts | undefined {
  const found: PlainFacts = { id: "", head: [], rows: [] };
  let section = "head";
  let purl = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) found.id = line.slice(2).split(":")[0] ?? "";
    else if (line.startsWith("## ")) section = line.slice(3);
    else if (section === "head" && line.startsWith("| ")) found.head.push(cells(line));
    else if (section === "Products" && line.startsWith("`pkg:")) purl = unquoted(line);
    else if (section === "Products" && line.startsWith("| ")) {
      const [standing = "", versions = "", order = ""] = cells(line);
      found.rows.push({ purl, standing, versions, order });
    }
  }
  return readPlainFacts(found);
}
