import { deflateSync, inflateSync } from "node:zlib";

/**
 * A picture of a page has few colours: with the 256 that it needs most, written as a palette, its file is a third as large.
 * PNG (RFC 2083): 8 bits a channel, RGB or RGBA, not interlaced, as a browser writes it.
 */
export function withPalette(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = header[9] === 6 ? 4 : 3;
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((one) => one.data));
  const pixels = unfilter(inflateSync(packed), width, height, channels);
  const { palette, indices } = quantise(pixels, width, height, channels);
  header[8] = 8;
  header[9] = 3;
  return Buffer.concat([
    png.subarray(0, 8),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(indices, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

type Chunk = { readonly type: string; readonly data: Buffer };

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: Buffer.from(png.subarray(at + 8, at + 8 + length)) });
    at += 12 + length;
  }
  return chunks;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (CRC[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, out.length - 4);
  return out;
}

/** Filter type 4, RFC 2083 section 6.6. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function unfilter(raw: Buffer, width: number, height: number, channels: number): Buffer {
  const stride = width * channels;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= channels ? (out[at - channels] ?? 0) : 0;
      const up = y > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = y > 0 && x >= channels ? (out[at - stride - channels] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      out[at] = ((raw[y * (stride + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return out;
}

/** Colours that differ by less than this in every channel count as one: 4 of 256 cannot be told apart. */
const STEP = 4;
const keyOf = (r: number, g: number, b: number): number =>
  (Math.floor(r / STEP) << 16) | (Math.floor(g / STEP) << 8) | Math.floor(b / STEP);

type Colour = { count: number; r: number; g: number; b: number };

function countColours(pixels: Buffer, channels: number): Map<number, Colour> {
  const found = new Map<number, Colour>();
  for (let at = 0; at < pixels.length; at += channels) {
    const [r = 0, g = 0, b = 0] = pixels.subarray(at, at + 3);
    const key = keyOf(r, g, b);
    const one = found.get(key);
    if (one) one.count += 1;
    else found.set(key, { count: 1, r, g, b });
  }
  return found;
}

function quantise(pixels: Buffer, width: number, height: number, channels: number) {
  const found = countColours(pixels, channels);
  const kept = [...found.values()].sort((a, b) => b.count - a.count).slice(0, 256);
  const nearest = new Map([...found].map(([key, colour]) => [key, nearestOf(kept, colour)]));
  const indices = Buffer.alloc((width + 1) * height); // each line begins with filter 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * channels;
      const [r = 0, g = 0, b = 0] = pixels.subarray(at, at + 3);
      indices[y * (width + 1) + 1 + x] = nearest.get(keyOf(r, g, b)) ?? 0;
    }
  }
  return { palette: Buffer.from(kept.flatMap(({ r, g, b }) => [r, g, b])), indices };
}

function nearestOf(kept: readonly Colour[], { r, g, b }: Colour): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, one] of kept.entries()) {
    const distance = (one.r - r) ** 2 + (one.g - g) ** 2 + (one.b - b) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
