import { SealedFault } from "#core/sealed/fault.ts";
import type { Manifest } from "#core/sealed/manifest.ts";
import type { ReadBytes } from "#core/sealed/openPayload.ts";
import { readOn } from "#core/sealed/patience.ts";
import type { ByteRange } from "#core/sealed/range.ts";
import type { SealedServer } from "#core/sealed/sealedServer.ts";
import { patience } from "#outside/sealed/patience.ts";
import { connect, type Where } from "./connect.ts";

export type Wanted = {
  readonly where: Where;
  /** Name of the sealed thing. */
  readonly id: string;
  /** What the list of parts has to be: from the ledger, or from who sealed it. */
  readonly digest: string | undefined;
  /** Bytes of the payload that are read, of how many. */
  readonly onProgress: (size: number, whole: number) => void;
};

/** The list of parts, and how to read them. Throws where it is not the one that was wanted. */
export async function findPayload({ where, id, digest: wanted, onProgress }: Wanted) {
  const server = connect(where);
  const { manifest, digest } = await server.manifest(id);
  if (wanted !== undefined && wanted !== digest)
    throw new SealedFault("sealed/manifest-differs", `Its digest is ${digest}, not ${wanted}.`);
  const read: ReadBytes = (range) => watched(server, { id, range, manifest, onProgress });
  return { server, manifest, digest, read };
}

type Watching = Pick<Wanted, "id" | "onProgress"> & {
  readonly range: ByteRange;
  readonly manifest: Manifest;
};

async function* watched(server: SealedServer, { id, range, manifest, onProgress }: Watching) {
  let at = range.start;
  for await (const piece of readOn((some) => server.payload(id, some), range, patience)) {
    yield piece;
    at += piece.length;
    onProgress(at, manifest.size);
  }
}
