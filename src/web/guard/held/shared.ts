import type { Stretch } from "../text/stretches.ts";

/** Words in a row from which on two texts say the same. */
const RUN = 4;

type Word = { readonly text: string; readonly start: number; readonly end: number };

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}_]+/gu)].map(({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));

const runsOf = (words: readonly Word[]): string[] =>
  words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, i) =>
    words
      .slice(i, i + RUN)
      .map(({ text }) => text)
      .join(" "),
  );

function marked(words: readonly Word[], known: ReadonlySet<string>): Stretch[] {
  const isShared = new Set<number>();
  runsOf(words).forEach((run, i) => {
    if (known.has(run)) for (let at = i; at < i + RUN; at += 1) isShared.add(at);
  });
  const stretches: Stretch[] = [];
  for (const at of [...isShared].sort((a, b) => a - b)) {
    const [word, last] = [words[at], stretches.at(-1)];
    if (!word) continue;
    if (last && isShared.has(at - 1)) stretches[stretches.length - 1] = { ...last, end: word.end };
    else stretches.push({ start: word.start, end: word.end, action: "escalate", first: 0 });
  }
  return stretches;
}

/** What two passages have in common, in UTF-16 units of each: runs of four words and more, whatever stands between the words. */
export function sharedPassages(one: string, other: string) {
  const [here, there] = [wordsOf(one), wordsOf(other)];
  return {
    here: marked(here, new Set(runsOf(there))),
    there: marked(there, new Set(runsOf(here))),
  };
}
