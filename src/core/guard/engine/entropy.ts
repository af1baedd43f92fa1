/** How often each unit occurs that the text at hand has; all 0 between texts. */
const counts = new Uint32Array(65_536);

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
    sum -= (count / length) * Math.log2(count / length);
    counts[unit] = 0;
  }
  return sum;
}
