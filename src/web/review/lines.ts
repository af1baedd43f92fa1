/** What was written one a line: trimmed, without empty lines and without repetitions. */
export const toLines = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];
