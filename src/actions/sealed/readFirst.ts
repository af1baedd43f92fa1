import {
  describeReading,
  needsReason,
  openPlaintext,
  type PlaintextFindings,
  type PlaintextGuard,
  plaintextGuard,
  type SealedReading,
} from "#core/guard/plaintext.ts";
import type { Source } from "#outside/sealed/source.ts";

/** It is not sealed: somebody has to say why it should be. */
export class Unsaid extends Error {}

export type ReadSource = {
  readonly source: Source;
  /** Known once all of it has gone by. */
  readonly reading: () => SealedReading;
};

function decide(
  found: PlaintextFindings,
  evenSo: string | undefined,
  say: (text: string) => void,
): SealedReading {
  if (found.reading.highest !== "none") say(`${describeReading(found)}\n`);
  const asks = needsReason(found.reading);
  if (asks && evenSo === undefined)
    throw new Unsaid(
      "Not sealed: give --even-so REASON to seal it all the same. The reason goes on record, what was found does not.",
    );
  return { ...found.reading, reason: asks ? (evenSo ?? null) : null };
}

/**
 * Reads what is to be sealed first, on this machine. A file is read before any of it is sealed; what can be read only once is
 * read as it goes by, and breaks off before it is whole.
 */
export async function readFirst(
  source: Source,
  evenSo: string | undefined,
  say: (text: string) => void,
  by: PlaintextGuard = plaintextGuard(),
): Promise<ReadSource> {
  let reading: SealedReading | undefined;
  const known = (): SealedReading => {
    if (!reading) throw new Error("It has not been read to its end.");
    return reading;
  };
  const plaintext = openPlaintext(by);
  if (source.size !== null) {
    for await (const piece of source.pieces()) plaintext.push(piece);
    reading = decide(plaintext.end(), evenSo, say);
    return { source, reading: known };
  }
  const pieces = async function* () {
    for await (const piece of source.pieces()) {
      plaintext.push(piece);
      yield piece;
    }
    reading = decide(plaintext.end(), evenSo, say);
  };
  return { source: { ...source, pieces }, reading: known };
}
