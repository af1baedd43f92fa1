import { readEnvelope, toEnvelope } from "./envelope.ts";
import { SealedFault } from "./fault.ts";
import { type Random, wrapForAll } from "./newEnvelope.ts";
import type { Recipient } from "./recipient.ts";
import type { SealedServer } from "./sealedServer.ts";
import { unwrap } from "./unwrap.ts";

type Asked = {
  readonly server: SealedServer;
  readonly id: string;
  readonly identities: readonly string[];
  readonly recipients: readonly Recipient[];
  /** Whoever is not among the recipients is left out. */
  readonly isOnly: boolean;
  readonly random: Random;
};

/**
 * Wraps the key of a sealed thing for more recipients, or for these alone; the payload stays as it is. Only keys that the
 * person gave are wrapped for: stanzas that are there are kept as they are, and no key is taken from the server.
 */
export async function rewrap({ server, id, identities, recipients, isOnly, random }: Asked) {
  const stored = await server.envelope(id);
  const envelope = readEnvelope(stored.envelope);
  if (envelope === undefined)
    throw new SealedFault("sealed/envelope-damaged", "Its envelope is none of ours.");
  const fileKey = await unwrap(stored.envelope, identities);
  const added = wrapForAll(random, fileKey, recipients);
  const stanzas = isOnly ? added : [...envelope.stanzas, ...added];
  const named = isOnly ? recipients : [...stored.recipients, ...recipients];
  const version = await server.putEnvelope(id, {
    version: stored.version,
    envelope: toEnvelope({ stanzas, nonce: envelope.nonce }, fileKey),
    recipients: named,
  });
  return { version, recipients: named };
}
