const MOST_KEPT = 16;
const LARGEST_KEPT = 65_536;
const kept = new Map<number, Uint16Array[]>();

/** An array of at least this many units, with whatever stood in it: making new ones for each text costs more than reading it. */
export function takeUnits(least: number): Uint16Array {
  let size = 64;
  while (size < least) size *= 2;
  return kept.get(size)?.pop() ?? new Uint16Array(size);
}

/** For whoever takes next. The giver must not touch it again. */
export function giveUnits(units: Uint16Array): void {
  const size = units.length;
  const same = kept.get(size) ?? [];
  if (size > LARGEST_KEPT || same.length >= MOST_KEPT) return;
  same.push(units);
  kept.set(size, same);
}

export function growUnits(from: Uint16Array, least: number): Uint16Array {
  const to = takeUnits(least);
  to.set(from);
  giveUnits(from);
  return to;
}
