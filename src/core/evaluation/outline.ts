/** A paragraph, a heading, or an item of a list with the items inside it, of a text in Markdown. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "item"; readonly text: string; readonly inner: readonly string[] };

const ITEM = /^(\s*)(?:[-*+]|\d+[.)])\s+(.*)$/;
const HEADING = /^\s*#{1,6}\s+(.*?)\s*#*$/;

type Open = { kind: Block["kind"]; indent: number; text: string; inner: string[] };

/** Lines that belong together are joined; of lists in lists, the inner items stand with the outer one. */
export function readOutline(markdown: string): Block[] {
  const blocks: Open[] = [];
  let open: Open | null = null;
  for (const line of markdown.split(/\r\n|\r|\n/)) open = readLine(blocks, open, line);
  return blocks.map(({ kind, text, inner }) =>
    kind === "item" ? { kind, text, inner } : { kind, text },
  );
}

/** Answers with what the next line may belong to. */
function readLine(blocks: Open[], open: Open | null, line: string): Open | null {
  if (line.trim() === "") return open?.kind === "item" ? open : null;
  const [, heading] = HEADING.exec(line) ?? [];
  if (heading !== undefined) {
    blocks.push({ kind: "heading", indent: 0, text: heading, inner: [] });
    return null;
  }
  const [, indent, item] = ITEM.exec(line) ?? [];
  return item === undefined || indent === undefined
    ? addLine(blocks, open, line)
    : addItem(blocks, open, indent.length, item);
}

function addItem(blocks: Open[], open: Open | null, indent: number, text: string): Open {
  if (open?.kind === "item" && indent > open.indent) {
    open.inner.push(text.trim());
    return open;
  }
  const item: Open = { kind: "item", indent, text: text.trim(), inner: [] };
  blocks.push(item);
  return item;
}

/** A line below an item belongs to it if it stands further in, else it begins a paragraph. */
function addLine(blocks: Open[], open: Open | null, line: string): Open {
  const indent = line.length - line.trimStart().length;
  const belongs = open !== null && (open.kind !== "item" || indent > open.indent);
  if (!belongs || open === null) {
    const paragraph: Open = { kind: "paragraph", indent, text: line.trim(), inner: [] };
    blocks.push(paragraph);
    return paragraph;
  }
  const last = open.inner.length - 1;
  if (last >= 0) open.inner[last] = `${open.inner[last]} ${line.trim()}`;
  else open.text = `${open.text} ${line.trim()}`;
  return open;
}
