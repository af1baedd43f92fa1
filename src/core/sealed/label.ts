import { fromUtf8, utf8 } from "../bytes.ts";
import { SealedFault } from "./fault.ts";

/** What a sealed thing is. It stands inside of the payload: only recipients learn it. `size` in bytes, where it was known. */
export type Label = { readonly name: string; readonly type: string; readonly size: number | null };

/** The first line of the plaintext is padded to a multiple of this, so that its length does not tell the name's. */
const STEP = 1024;
const LIMIT = 8192;
const NEWLINE = 10;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a name may not hold
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** A sentence where a name or type cannot be sealed with the thing. */
export function labelFault({ name, type }: Label): string | undefined {
  if (name === "" || name.length > 255) return "A name has 1 to 255 characters.";
  if (CONTROL.test(name)) return "A name has no control characters.";
  if (!/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type)) return `"${type}" is no media type.`;
  return undefined;
}

/** One line of JSON, blanks, a newline. */
export function toLabelLine({ name, type, size }: Label): Uint8Array {
  const text = utf8(JSON.stringify({ v: 1, name, type, size }));
  const line = new Uint8Array(Math.ceil((text.length + 1) / STEP) * STEP).fill(32);
  line.set(text);
  line[line.length - 1] = NEWLINE;
  return line;
}

const isSize = (size: unknown): size is number | null =>
  size === null || (Number.isSafeInteger(size) && (size as number) >= 0);

/** The label at the beginning of a plaintext, and how many bytes it takes; `undefined` where there is none. */
export function readLabelLine(
  start: Uint8Array,
): { readonly label: Label; readonly length: number } | undefined {
  const length = start.subarray(0, LIMIT).indexOf(NEWLINE) + 1;
  const text = fromUtf8(start.subarray(0, length));
  if (length === 0 || length % STEP !== 0 || text === undefined) return undefined;
  try {
    const { v, name, type, size } = JSON.parse(text) as Record<string, unknown>;
    if (v !== 1 || typeof name !== "string" || typeof type !== "string") return undefined;
    const label = { name, type, size: size as number | null };
    return isSize(size) && labelFault(label) === undefined ? { label, length } : undefined;
  } catch {
    return undefined;
  }
}

/** The plaintext that is sealed. Throws at its end where the content has not the size that was said. */
export async function* withLabel(
  label: Label,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield toLabelLine(label);
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    yield piece;
  }
  if (label.size !== null && size !== label.size)
    throw new SealedFault(
      "sealed/source-changed",
      `It has ${size} bytes now and had ${label.size} when sealing began.`,
    );
}

export type Labelled = {
  readonly label: Label;
  readonly content: AsyncGenerator<Uint8Array>;
  /** For who reads no further, or not at all: the plaintext is let go. */
  readonly close: () => Promise<void>;
};

/** Takes the label off the plaintext again. Throws a `SealedFault` where there is none, or the content has another size. */
export async function splitLabel(plaintext: AsyncIterable<Uint8Array>): Promise<Labelled> {
  const pieces = plaintext[Symbol.asyncIterator]();
  const close = async () => void (await pieces.return?.());
  const { value, done } = await pieces.next();
  const read = done ? undefined : readLabelLine(value);
  if (read === undefined) {
    await close();
    throw new SealedFault("sealed/label-missing", "It opens, but it was not sealed by Assay.");
  }
  const { label, length } = read;
  return { label, content: contentOf(value.subarray(length), pieces, label), close };
}

async function* contentOf(
  first: Uint8Array,
  pieces: AsyncIterator<Uint8Array>,
  { size }: Label,
): AsyncGenerator<Uint8Array> {
  let given = first.length;
  try {
    if (first.length > 0) yield first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      given += next.value.length;
      yield next.value;
    }
  } finally {
    await pieces.return?.();
  }
  if (size !== null && given !== size)
    throw new SealedFault("sealed/size-differs", `It holds ${given} bytes and says ${size}.`);
}

/** The name as that of a file in the present folder; `undefined` where it could reach another place or mean something else. */
export function toFileName(name: string): string | undefined {
  const isSafe =
    !/[/\\:*?"<>|]/.test(name) &&
    !/^[.\s-]/.test(name) &&
    !/[.\s]$/.test(name) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
  return isSafe ? name : undefined;
}
