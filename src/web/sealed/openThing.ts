import { scriptCipher } from "#core/sealed/cipher.ts";
import { SealedFault } from "#core/sealed/fault.ts";
import { type Label, splitLabel } from "#core/sealed/label.ts";
import { payloadCipher } from "#core/sealed/newEnvelope.ts";
import { openFirstChunk, openFrom, type ReadBytes } from "#core/sealed/openPayload.ts";
import { readOn } from "#core/sealed/patience.ts";
import type { SealedServer } from "#core/sealed/sealedServer.ts";
import { unwrap } from "#core/sealed/unwrap.ts";
import { patience, sha256 } from "./platform.ts";
import type { Sink } from "./sink.ts";

type Asked = {
  readonly server: SealedServer;
  readonly id: string;
  /** From the review's record: what the list of parts has to be. */
  readonly digest: string;
  readonly identities: readonly string[];
};

/** A sealed thing whose name is known: to show it, to read on, to save it. */
export type OpenThing = {
  readonly label: Label;
  /** Checked and opened on the way, in constant memory; the sink keeps nothing of what did not hold. */
  readonly saveTo: (sink: Sink, onProgress: (size: number, whole: number) => void) => Promise<void>;
};

/** Reads envelope and first chunk. Throws a `SealedFault` where no identity opens it or the list of parts is not the one recorded. */
export async function openThing({ server, id, digest, identities }: Asked): Promise<OpenThing> {
  const [found, { envelope }] = await Promise.all([server.manifest(id), server.envelope(id)]);
  const { manifest } = found;
  if (found.digest !== digest)
    throw new SealedFault("sealed/manifest-differs", "Its list of parts is not the one recorded.");
  const fileKey = await unwrap(envelope, identities);
  const payload = { manifest, cipher: payloadCipher(scriptCipher, fileKey, envelope), sha256 };
  const read: ReadBytes = (range) => readOn((some) => server.payload(id, some), range, patience);
  const { label } = await openFirstChunk(read, payload);
  return {
    label,
    saveTo: async (sink, onProgress) => {
      const { content } = await splitLabel(openFrom(read, 0, payload));
      let size = 0;
      try {
        for await (const piece of content) {
          await sink.write(piece);
          size += piece.length;
          onProgress(size, label.size ?? manifest.size);
        }
        await sink.keep();
      } catch (error) {
        await sink.drop();
        throw error;
      }
    },
  };
}
