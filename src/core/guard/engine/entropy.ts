/** How often each unit occurs that the text at hand has; all 0 between texts. */
const counts = new Uint32Array(65_536);

const MOST_COUNT = 16;
const MOST_LENGTH = 128;

const termOf = (count: number, length: number): number =>
  (count / length) * Math.log2(count / length);

/** The terms of short texts, by length and count: a logarithm takes as long as all the rest. */
const TERMS = Float64Array.from({ length: MOST_LENGTH * MOST_COUNT }, (_, i) =>
  termOf(i % MOST_COUNT, Math.floor(i / MOST_COUNT)),
);

/** Shannon entropy of a text's UTF-16 units, in bits per unit, as gitleaks counts it. */
export function entropyOf(text: string): number {
  const { length } = text;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    counts[unit] = (counts[unit] as number) + 1;
  }
  let sum = 0;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    const count = counts[unit] as number;
    if (count === 0) continue;
    const isKnown = length < MOST_LENGTH && count < MOST_COUNT;
    sum -= isKnown ? (TERMS[length * MOST_COUNT + count] as number) : termOf(count, length);
    counts[unit] = 0;
  }
  return sum;
}
