import { ENVELOPE_LIMIT, envelopeLength } from "#core/sealed/envelope.ts";
import { SealedFault } from "#core/sealed/fault.ts";
import { splitLabel } from "#core/sealed/label.ts";
import { openChunks } from "#core/sealed/payload.ts";
import { hashing } from "#outside/sealed/hashing.ts";
import { openSource } from "#outside/sealed/source.ts";
import { dropPart, openTarget, outTarget } from "#outside/sealed/target.ts";
import { giveOut, nameFor, type Out } from "./giveOut.ts";
import { openCipher } from "./openCipher.ts";

type Asked = {
  /** An age file, or "-". */
  readonly file: string;
  readonly identities: readonly string[];
  readonly out: Out;
};

/** The envelope that the pieces begin with, and the rest of them. */
async function splitEnvelope(pieces: AsyncIterator<Uint8Array>) {
  let start: Uint8Array = new Uint8Array();
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) break;
    start = Buffer.concat([start, value]);
    const length = envelopeLength(start);
    if (length !== undefined)
      return { envelope: start.slice(0, length), rest: start.slice(length) };
    if (start.length > ENVELOPE_LIMIT) break;
  }
  throw new SealedFault("sealed/envelope-damaged", "This is no age file.");
}

async function* following(first: Uint8Array, pieces: AsyncIterator<Uint8Array>) {
  yield first;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
}

/** Opens an age file that Assay sealed. */
export async function openFromFile({ file, identities, out }: Asked) {
  const source = await openSource(file);
  const pieces = source.pieces()[Symbol.asyncIterator]();
  try {
    const { envelope, rest } = await splitEnvelope(pieces);
    const cipher = await openCipher(envelope, identities);
    const plaintext = openChunks(following(rest, pieces), { cipher, from: 0 });
    const { label, content } = await splitLabel(plaintext);
    const name = nameFor(out, label);
    const target = name === "-" ? outTarget : await openTarget(name, 0);
    const given = giveOut(content, { target, hash: hashing(), label });
    return { ...(await given.catch((error) => dropAndThrow(name, error))), out: name };
  } finally {
    await pieces.return?.();
  }
}

async function dropAndThrow(name: string, error: unknown): Promise<never> {
  if (name !== "-") await dropPart(name);
  throw error;
}
