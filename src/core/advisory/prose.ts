/*
 * An advisory's prose is plain text with two conventions that reports use anyway: blank lines between paragraphs, and
 * lines of ``` around code. Everything else in it is shown as it stands, whatever markup it resembles.
 */
export type Block =
  | { readonly kind: "paragraph"; readonly lines: readonly string[] }
  | { readonly kind: "code"; readonly lines: readonly string[] };

const FENCE = /^```[A-Za-z0-9+#-]*$/;

/** Paragraphs and code, in order; an unclosed fence is text like any other. */
export function proseBlocks(text: string): Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", lines: paragraph });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const close = FENCE.test(line) ? lines.indexOf("```", at + 1) : -1;
    if (close > at) {
      endParagraph();
      blocks.push({ kind: "code", lines: lines.slice(at + 1, close) });
      at = close;
    } else if (line.trim() === "") endParagraph();
    else paragraph.push(line.trim());
  }
  endParagraph();
  return blocks;
}

const MARKUP = /[\\`*_{}[\]<>()#+\-!|&~=:@$^"']/g;

/** Every character that CommonMark or its extensions read as markup, behind a backslash; `1.` as `1\.` */
export const escapeCommonMark = (line: string): string =>
  line.replaceAll(MARKUP, "\\$&").replace(/^(\d+)\./, "$1\\.");

/** Prose as CommonMark that shows the same text. Line ends are kept by a backslash. */
export const toCommonMark = (text: string): string =>
  proseBlocks(text)
    .map(({ kind, lines }) =>
      kind === "code"
        ? lines.map((line) => `    ${line}`).join("\n")
        : lines.map(escapeCommonMark).join("\\\n"),
    )
    .join("\n\n");
