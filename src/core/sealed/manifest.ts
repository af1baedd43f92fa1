import { utf8 } from "../bytes.ts";
import { canonicalJson } from "../canonicalJson.ts";
import { SealedFault } from "./fault.ts";

/**
 * What a payload consists of, as it is stored: SHA-256 (hex) of each part in order, every part of `partSize` bytes but
 * the last, which may be shorter; `size` is that of them all.
 */
export type Manifest = {
  readonly partSize: number;
  readonly size: number;
  readonly parts: readonly string[];
};

/** SHA-256 of bytes; WebCrypto's answers later. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export const toHex = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
};

export const isSha256 = (text: unknown): text is string =>
  typeof text === "string" && /^[0-9a-f]{64}$/.test(text);

/** Of parts up to one gigabyte; a payload has up to a million of them. */
const [LARGEST_PART, MOST_PARTS] = [2 ** 30, 1_000_000];

export const isPartSize = (partSize: unknown): partSize is number =>
  Number.isSafeInteger(partSize) && Number(partSize) > 0 && Number(partSize) <= LARGEST_PART;

/** A manifest that agrees with itself, or `undefined`. */
export function readManifest(value: unknown): Manifest | undefined {
  const { partSize, size, parts } = (value ?? {}) as Partial<Record<keyof Manifest, unknown>>;
  if (!isPartSize(partSize) || !Number.isSafeInteger(size) || !Array.isArray(parts))
    return undefined;
  if (parts.length === 0 || parts.length > MOST_PARTS || !parts.every(isSha256)) return undefined;
  const last = Number(size) - partSize * (parts.length - 1);
  return last > 0 && last <= partSize ? { partSize, size: Number(size), parts } : undefined;
}

/** SHA-256 (hex) of the manifest's canonical JSON: it stands in the ledger for the payload. */
export async function toDigest(manifest: Manifest, sha256: Sha256): Promise<string> {
  const { partSize, parts, size } = manifest;
  return toHex(await sha256(utf8(canonicalJson({ partSize, parts, size }))));
}

/** Where a part begins and ends, in bytes of the payload. */
export const partRange = ({ partSize, size }: Manifest, part: number) => ({
  start: part * partSize,
  end: Math.min(size, (part + 1) * partSize),
});

type Checking = {
  readonly manifest: Manifest;
  readonly sha256: Sha256;
  /** The part that the pieces begin with. */
  readonly from: number;
};

/**
 * The parts of a payload out of pieces of any size. Each is given out when its hash was right, as a view that the next one
 * overwrites; anything else throws a `SealedFault`. Holds one part in memory.
 */
export async function* checkParts(
  pieces: AsyncIterable<Uint8Array>,
  { manifest, sha256, from }: Checking,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(manifest.partSize, manifest.size));
  let [part, held] = [from, 0];
  const room = () => {
    const { start, end } = partRange(manifest, part);
    return part < manifest.parts.length ? end - start : 0;
  };
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + room() - held);
      if (taken.length === 0) throw new SealedFault("sealed/part-damaged", "It is too long.");
      buffer.set(taken, held);
      held += taken.length;
      at += taken.length;
      if (held < room()) continue;
      const bytes = buffer.subarray(0, held);
      if (toHex(await sha256(bytes)) !== manifest.parts[part])
        throw new SealedFault(
          "sealed/part-damaged",
          `Part ${part} is not the one that was sealed.`,
        );
      yield bytes;
      part += 1;
      held = 0;
    }
  }
  if (part < manifest.parts.length)
    throw new SealedFault(
      "sealed/cut-short",
      `It ends in part ${part} of ${manifest.parts.length}.`,
    );
}
