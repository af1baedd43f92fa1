const TABLE = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum of gzip (RFC 1952 section 8) and zip, over several pieces. */
export function crc32(pieces: readonly Uint8Array[]): number {
  let value = 0xffffffff;
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += 1)
      value = (value >>> 8) ^ (TABLE[(value ^ (piece[at] as number)) & 0xff] as number);
  return (value ^ 0xffffffff) >>> 0;
}
