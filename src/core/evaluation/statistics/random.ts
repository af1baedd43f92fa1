/** The next of a stream of numbers, 0 ≤ x < 1. */
export type Random = () => number;

/** A stream that depends on nothing but its seed: FNV-1a of the seed's text, then sfc32. Not for secrets. */
export function randomOf(seed: string | number): Random {
  const text = String(seed);
  const word = (salt: number): number => {
    let hash = 0x811c9dc5 ^ salt;
    for (let i = 0; i < text.length; i += 1)
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash | 0;
  };
  let [a, b, c, counter] = [word(1), word(2), word(3), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 16; i += 1) next();
  return next;
}

/** A whole number, 0 ≤ x < limit. */
export const drawBelow = (random: Random, limit: number): number => Math.floor(random() * limit);

/** The same items in another order, each order as likely as any (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  const shuffled: T[] = [];
  while (rest.length > 0) {
    const at = drawBelow(random, rest.length);
    const last = rest.pop() as T;
    if (at === rest.length) shuffled.push(last);
    else {
      shuffled.push(rest[at] as T);
      rest[at] = last;
    }
  }
  return shuffled;
}
