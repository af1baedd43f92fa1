/** Something that must not be found, by a name under which a finding is told. */
export type Secret = { readonly name: string; readonly bytes: Uint8Array };

/** Bytes somewhere: a file, a row, an answer. */
export type Place = { readonly place: string; readonly bytes: Uint8Array };

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

/** Base64 of something that stands at any place of a longer text: three alignments, without what depends on the rest. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const start = shift === 0 ? 0 : shift + 1;
    const end = (shift + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    const core = text.slice(start, end);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")].map((one) => Buffer.from(one));
  });
}

/** As it may stand somewhere: raw, in hexadecimal, in base64 of both alphabets, in UTF-16 of both orders. */
export function toForms(secret: Uint8Array): ReadonlyMap<string, readonly Buffer[]> {
  const bytes = Buffer.from(secret);
  const wide = Buffer.from(bytes.toString("latin1"), "utf16le");
  const hex = bytes.toString("hex");
  return new Map([
    ["raw", [bytes]],
    ["hex", [Buffer.from(hex), Buffer.from(hex.toUpperCase())]],
    ["base64", base64Forms(bytes)],
    ["utf16", [wide, swapped(wide)]],
  ]);
}

/** Where a secret stands, and in what form: `place: secret, form`. */
export function findLeaks(secrets: readonly Secret[], places: Iterable<Place>): string[] {
  const forms = secrets.map(({ name, bytes }) => ({ name, forms: toForms(bytes) }));
  const found: string[] = [];
  for (const { place, bytes } of places) {
    const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const { name, forms: ways } of forms)
      for (const [way, needles] of ways)
        if (needles.some((needle) => stored.includes(needle)))
          found.push(`${place}: ${name}, ${way}`);
  }
  return found;
}
