type Problem = { readonly pointer: string; readonly message: string };

/** The line a problem names at its beginning ("Line 12: …", "Line 3, column 7: …"), from 1. */
export const lineOf = ({ message }: Problem): number | undefined => {
  const [, line] = /^Line (\d+)\b/.exec(message) ?? [];
  return line === undefined ? undefined : Number(line);
};

/** What a problem says, without its line. */
export const saidOf = ({ message }: Problem): string =>
  message.replace(/^Line \d+(, column \d+)?: /, "");

/** Lines of a file around those that problems name, in stretches. */
export function aroundLines(text: string, lines: readonly number[], about = 2) {
  const all = text.split("\n");
  const shown = new Set(
    lines.flatMap((line) =>
      Array.from({ length: 2 * about + 1 }, (_, i) => line - about + i).filter(
        (at) => at >= 1 && at <= all.length,
      ),
    ),
  );
  const parts: { readonly first: number; readonly lines: string[] }[] = [];
  for (const at of [...shown].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && last.first + last.lines.length === at) last.lines.push(all[at - 1] ?? "");
    else parts.push({ first: at, lines: [all[at - 1] ?? ""] });
  }
  return parts.map((part) => ({ first: part.first, text: part.lines.join("\n") }));
}
