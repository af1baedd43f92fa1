/** Longer quotations are taken apart, so that one changed word does not lose the whole. */
const MOST_LENGTH = 320;
const LIST_LINE = /^(?:[-*]|\d+[.)]\s)/;

/** The parts of what a judge quoted: at its "[...]", else where it is long by paragraphs, lines of lists, and sentences. */
export function splitQuote(quote: string): string[] {
  if (quote.includes("[...]")) return kept(quote.split("[...]")) ?? [quote];
  if (Array.from(quote).length <= MOST_LENGTH) return [quote];
  return kept(quote.split(/\n\s*\n/).flatMap(splitBlock)) ?? [quote];
}

function splitBlock(block: string): string[] {
  const stripped = block.trim();
  const lines = kept(stripped.split(/\r\n|\r|\n/)) ?? [];
  if (lines.length > 1 && lines.some((line) => LIST_LINE.test(line))) return lines;
  if (Array.from(stripped).length <= MOST_LENGTH) return [stripped];
  const joined: string[] = [];
  for (const sentence of kept(stripped.split(/(?<=[.!?])\s+/)) ?? []) {
    const last = joined.at(-1);
    const longer = last === undefined ? sentence : `${last} ${sentence}`;
    if (last !== undefined && Array.from(longer).length <= MOST_LENGTH) joined.pop();
    joined.push(last !== undefined && Array.from(longer).length <= MOST_LENGTH ? longer : sentence);
  }
  return joined;
}

/** Without the empty ones; null where none is left. */
function kept(parts: readonly string[]): string[] | null {
  const filled = parts.map((part) => part.trim()).filter((part) => part !== "");
  return filled.length > 0 ? filled : null;
}
