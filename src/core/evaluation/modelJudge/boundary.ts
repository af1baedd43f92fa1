import { type Identity, toIdentity } from "../identity.ts";
import type { Chunk, Piece } from "./chunk.ts";

/**
 * The key of one question: what tells our lines from the transcript's. It follows from everything that is shown, so that a recorded answer
 * is found again, and nobody can write it into a text that it depends on.
 */
export const toKey = (request: Identity, chunk: Chunk): string => {
  const shown = chunk.map(({ text }) => text);
  return firstAbsent((turn) => toIdentity("key", { request, shown, turn }).slice(7, 31), shown);
};

/** The first of a row of keys that none of the texts holds. */
export function firstAbsent(keyOf: (turn: number) => string, texts: readonly string[]): string {
  for (let turn = 0; ; turn += 1) {
    const key = keyOf(turn);
    if (!texts.some((text) => text.includes(key))) return key;
  }
}

const headingOf = ({ index, speaker, start, end, of }: Piece): string => {
  const isWhole = start === 0 && end === of;
  return `message ${index}, ${speaker}${isWhole ? "" : `, characters ${start + 1} to ${end} of ${of}`}`;
};

/** The transcript between lines that begin with the key. Texts stand as they are: nothing is escaped, for quotations are letter for letter. */
export const toBounded = (chunk: Chunk, key: string): string =>
  [
    `${key} BEGIN TRANSCRIPT`,
    ...chunk.flatMap((piece) => [`${key} ${headingOf(piece)}`, piece.text]),
    `${key} END TRANSCRIPT`,
  ].join("\n");

export type BoundedText = { readonly heading: string; readonly text: string };

/** What was put between the lines, by the key alone: whatever the texts say, they come back as they were. Null where the frame is broken. */
export function readBounded(bounded: string, key: string): BoundedText[] | null {
  const parts = bounded.split(`${key} `);
  const [before, begin, ...rest] = parts;
  const end = rest.pop();
  if (before !== "" || begin !== "BEGIN TRANSCRIPT\n" || end !== "END TRANSCRIPT") return null;
  return rest.map((part) => {
    const at = part.indexOf("\n");
    return { heading: part.slice(0, at), text: part.slice(at + 1, -1) };
  });
}
