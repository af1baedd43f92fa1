import { escapeCommonMark, toCommonMark } from "../../advisory/prose.ts";
import type { Block, Paper } from "./block.ts";

/** On one line: a line's end would end a heading, a cell or an item. */
const inline = (text: string): string => escapeCommonMark(text.replaceAll(/\s+/g, " ").trim());

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    row(head.map(inline)),
    row(head.map(() => "---")),
    ...rows.map((cells) => row(cells.map(inline))),
  ].join("\n");

function toText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${inline(block.text)}`;
    case "prose":
      return toCommonMark(block.text);
    case "quote":
      return `${inline(block.by)}:\n\n${toCommonMark(block.text).replaceAll(/^/gm, "> ")}`;
    case "facts":
      return table(["", ""], block.rows);
    case "table":
      return table(block.head, block.rows);
    case "list":
      return block.items.map((item) => `* ${inline(item)}`).join("\n");
  }
}

/** CommonMark with tables; everything that was said is escaped. */
export const toMarkdown = ({ title, subtitle, blocks }: Paper): string =>
  `${[`# ${inline(title)}`, inline(subtitle), ...blocks.map(toText)].join("\n\n")}\n`;
