/** Names as they are typed, one on each line, each once. Those under three letters would be found everywhere. */
export function namesIn(text: string) {
  const all = [...new Set(text.split("\n").map((line) => line.trim()))].filter(
    (name) => name !== "",
  );
  return {
    names: all.filter((name) => name.length >= 3),
    tooShort: all.filter((name) => name.length < 3),
  };
}

/** Pseudonyms in a text, each once: `[PERSON-7Q2F]`. */
export const pseudonymsIn = (text: string): string[] => [
  ...new Set(text.match(/\[[A-Z0-9-]{1,40}-[0-9A-Z]{4,12}\]/g) ?? []),
];
