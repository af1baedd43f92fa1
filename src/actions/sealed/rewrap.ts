import { readEnvelope, toEnvelope } from "#core/sealed/envelope.ts";
import { SealedFault } from "#core/sealed/fault.ts";
import type { Recipient } from "#core/sealed/recipient.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { connect, type Where } from "./connect.ts";
import { wrapForAll } from "./newEnvelope.ts";
import { unwrap } from "./unwrap.ts";

type Asked = {
  readonly where: Where;
  readonly id: string;
  readonly identities: readonly string[];
  readonly recipients: readonly Recipient[];
  /** Whoever is not among the recipients is left out. */
  readonly isOnly: boolean;
};

/**
 * Wraps the key of a sealed thing for more recipients, or for these alone; the payload stays as it is. Only keys that the
 * person gave are wrapped for: stanzas that are there are kept as they are, and no key is taken from the server.
 */
export async function rewrap({ where, id, identities, recipients, isOnly }: Asked) {
  const server = connect(where);
  const stored = await server.envelope(id);
  const envelope = readEnvelope(stored.envelope);
  if (envelope === undefined)
    throw new SealedFault("sealed/envelope-damaged", "Its envelope is none of ours.");
  const fileKey = await unwrap(stored.envelope, identities);
  const added = wrapForAll(systemChance, fileKey, recipients);
  const stanzas = isOnly ? added : [...envelope.stanzas, ...added];
  const named = isOnly ? recipients : [...stored.recipients, ...recipients];
  const version = await server.putEnvelope(id, {
    version: stored.version,
    envelope: toEnvelope({ stanzas, nonce: envelope.nonce }, fileKey),
    recipients: named,
  });
  return { version, recipients: named };
}
