/** The three arrays of a view: units, and where each begins and ends in the source. */
export type Buffers = {
  readonly units: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
};

const MOST_KEPT = 16;
const LARGEST_KEPT = 65_536;
const kept = new Map<number, Buffers[]>();

/** Arrays of at least this many entries, with whatever stood in them: making new ones for each text costs more than reading it. */
export function takeBuffers(least: number): Buffers {
  let size = 64;
  while (size < least) size *= 2;
  const known = kept.get(size)?.pop();
  if (known) return known;
  return {
    units: new Uint16Array(size),
    starts: new Int32Array(size),
    ends: new Int32Array(size),
  };
}

/** For whoever takes next. The giver must not touch them again. */
export function giveBuffers(buffers: Buffers): void {
  const size = buffers.units.length;
  const same = kept.get(size) ?? [];
  if (size > LARGEST_KEPT || same.length >= MOST_KEPT) return;
  same.push(buffers);
  kept.set(size, same);
}

export function growBuffers(from: Buffers, least: number): Buffers {
  const to = takeBuffers(least);
  to.units.set(from.units);
  to.starts.set(from.starts);
  to.ends.set(from.ends);
  giveBuffers(from);
  return to;
}
