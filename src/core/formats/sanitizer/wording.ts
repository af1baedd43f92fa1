/** "heap-buffer-overflow" → "Heap-buffer-overflow". */
export const capitalized = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** A sanitizer's name for a crash, as a type. */
export const sanitizerType = (name: string): string =>
  capitalized(name.trim().replaceAll("_", "-")).replace("Int-divide-by-zero", "Divide-by-zero");

const EDGES = " .'\"[]";

function trimEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && EDGES.includes(text.charAt(start))) start += 1;
  while (end > start && EDGES.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The condition of a failed check, without the values that were compared: they differ from run to run. */
export function checkCondition(text: string): string {
  let condition = text.replace(/^Check failed: /, "");
  condition = beforeValues(condition, "failed: ", "failed:");
  const compared = condition.indexOf(" (");
  if (compared >= 0 && / vs\. /.test(condition.slice(compared)))
    condition = condition.slice(0, compared);
  return trimEdges(withoutQuotedValue(condition));
}

function beforeValues(text: string, mark: string, kept: string): string {
  const at = text.indexOf(mark);
  return at >= 0 && / vs\. /.test(text.slice(at)) ? text.slice(0, at) + kept.slice(0, -1) : text;
}

/** Takes off `: '…'` and `= "…"` at the end. */
function withoutQuotedValue(text: string): string {
  const quote = text.at(-1);
  if (quote !== "'" && quote !== '"') return text;
  const first = text.indexOf(quote);
  const before = text.slice(0, first).trimEnd();
  return first < text.length - 1 && /[:=]$/.test(before) ? before.slice(0, -1).trimEnd() : text;
}

/** "../../src/foo/bar.cc(12)" → "bar.cc". */
export function fileName(path: string): string {
  const plain = trimEdges(path).split(":")[0]?.split("(")[0] ?? "";
  return plain.replaceAll("\\", "/").split("/").at(-1) ?? "";
}
