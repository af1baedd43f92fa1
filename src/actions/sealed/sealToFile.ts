import { type Label, withLabel } from "#core/sealed/label.ts";
import { newEnvelope, payloadCipher } from "#core/sealed/newEnvelope.ts";
import { sealParts } from "#core/sealed/payload.ts";
import type { Recipient } from "#core/sealed/recipient.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { hashing } from "#outside/sealed/hashing.ts";
import { nativeCipher } from "#outside/sealed/nativeCipher.ts";
import type { Source } from "#outside/sealed/source.ts";
import { dropPart, openTarget, outTarget } from "#outside/sealed/target.ts";

const CHUNKS = 16;

type Asked = {
  readonly source: Source;
  readonly label: Label;
  readonly recipients: readonly Recipient[];
  /** A file, or "-". */
  readonly out: string;
};

/** Seals into one age file. It has its name when it is whole. */
export async function sealToFile({ source, label, recipients, out }: Asked) {
  const { fileKey, envelope } = newEnvelope(systemChance.random, recipients);
  const hash = hashing();
  const target = out === "-" ? outTarget : await openTarget(out, 0);
  const plaintext = withLabel(label, hash.over(source.pieces()));
  const sealing = { cipher: payloadCipher(nativeCipher, fileKey, envelope), chunksInPart: CHUNKS };
  try {
    await target.write(envelope);
    for await (const { bytes } of sealParts(plaintext, sealing)) await target.write(bytes);
    await target.keep();
  } catch (error) {
    await target.leave();
    if (out !== "-") await dropPart(out);
    throw error;
  }
  return { size: hash.size(), sha256: hash.digest() };
}
