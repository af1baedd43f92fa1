import type { Block, Paper } from "./block.ts";

const WIDTH = 78;

/** Breaks at blanks; a word longer than a line, such as a hash, stands on a line of its own. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \t]+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/**
 * Behind a margin: a line of somebody's text can then not be taken for one of ours, which all begin in the first column or
 * behind their own mark.
 */
const behind = (margin: string, text: string): string =>
  text
    .split(/\r?\n/)
    .flatMap((line) => wrapped(line, WIDTH - margin.length))
    .map((line) => `${margin}${line}`.trimEnd())
    .join("\n");

const underlined = (text: string, mark: string): string => {
  const line = text.replaceAll(/\s+/g, " ");
  return `${line}\n${mark.repeat(Math.min(WIDTH, line.length))}`;
};

const labelled = (label: string, text: string): string => `  ${label}\n${behind("      ", text)}`;

function toLines(block: Block): string {
  switch (block.kind) {
    case "heading":
      return underlined(block.text, block.level === 2 ? "=" : "-");
    case "prose":
      return behind("  ", block.text);
    case "quote":
      return `  ${block.by}:\n${behind("    | ", block.text)}`;
    case "facts":
      return block.rows.map(([label, text]) => labelled(label, text)).join("\n");
    case "table":
      return block.rows
        .map((cells) => cells.map((cell, at) => labelled(block.head[at] ?? "", cell)).join("\n"))
        .join("\n\n");
    case "list":
      return block.items.map((item) => `  *${behind("    ", item).slice(3)}`).join("\n");
  }
}

/** For a terminal or a printer, 78 columns. */
export const toPlainText = ({ title, subtitle, blocks }: Paper): string =>
  `${[underlined(title, "="), behind("", subtitle), ...blocks.map(toLines)].join("\n\n")}\n`;
