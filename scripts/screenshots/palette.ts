import upng from "upng-js";

/** Screens of text have few colours: a palette of 256 makes a picture a third of its size. */
const COLOURS = 256;

export function withPalette(png: Buffer): Buffer {
  const bytes = png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength) as ArrayBuffer;
  const image = upng.decode(bytes);
  return Buffer.from(upng.encode(upng.toRGBA8(image), image.width, image.height, COLOURS));
}
