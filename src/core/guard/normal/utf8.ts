/** Room for a text as UTF-8, and the same room four bytes at a time. */
export type Utf8 = { readonly bytes: Uint8Array; readonly words: Int32Array };

export function roomFor(count: number): Utf8 {
  const words = new Int32Array(Math.ceil(count / 4));
  return { bytes: new Uint8Array(words.buffer), words };
}

/** The code point that begins at an index of well-formed UTF-8. */
export function codeAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return lead;
  const second = (bytes[at + 1] as number) & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = (bytes[at + 2] as number) & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 7) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] as number) & 0x3f);
}

/** Bytes of a code point in UTF-8. */
export const bytesOf = (code: number): number =>
  code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

/** Stretches of ASCII shorter than this are copied byte by byte. */
const FEW = 24;

/** The index of the first byte from `from` on that is not ASCII, or `to`. `words` are the same bytes, four by four. */
function endOfAscii(bytes: Uint8Array, words: Int32Array, from: number, to: number): number {
  let at = from;
  while ((at & 3) !== 0 && at < to && (bytes[at] as number) < 0x80) at += 1;
  if ((at & 3) === 0) {
    let word = at >> 2;
    const last = to >> 2;
    while (word < last && ((words[word] as number) & 0x80808080) === 0) word += 1;
    at = word << 2;
  }
  while (at < to && (bytes[at] as number) < 0x80) at += 1;
  return at;
}

/** Copies bytes from `from` on, as far as they are ASCII, to `units` from `place` on; returns the index of the first that is not. */
export function copyAscii(
  { bytes, words }: Utf8,
  from: number,
  to: number,
  units: Uint16Array,
  place: number,
): number {
  const end = endOfAscii(bytes, words, from, to);
  if (end - from >= FEW) units.set(bytes.subarray(from, end), place);
  else for (let i = from; i < end; i += 1) units[place + i - from] = bytes[i] as number;
  return end;
}
