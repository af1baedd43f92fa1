import { openEnvelope } from "./envelope.ts";
import { SealedFault } from "./fault.ts";

/** The file key of an envelope. Throws a `SealedFault` where none of the identities opens it. */
export async function unwrap(
  envelope: Uint8Array,
  identities: readonly string[],
): Promise<Uint8Array> {
  const fileKey = await openEnvelope(envelope, identities);
  if (fileKey) return fileKey;
  throw new SealedFault(
    "sealed/key-missing",
    "This key does not open it: it was sealed for others, or its envelope was changed.",
  );
}
