import {
  parseIdentityFile,
  toIdentity,
  toIdentityFile,
  toRecipientKey,
} from "#core/sealed/identity.ts";
import { parseRecipientKey, toFingerprint } from "#core/sealed/recipient.ts";

/** A private key that is at hand. `identity` is secret: it stays in this page's memory and goes when the page goes. */
export type AtHand = {
  readonly identity: string;
  /** Public: what others seal to. */
  readonly key: string;
  readonly fingerprint: string;
  readonly from: "passkey" | "file" | "new";
};

const toAtHand = (identity: string, from: AtHand["from"]): AtHand => {
  const key = toRecipientKey(identity) ?? "";
  const fingerprint = toFingerprint(parseRecipientKey(key) ?? new Uint8Array());
  return { identity, key, fingerprint, from };
};

/** The private keys of one page, to be watched by its parts. */
export function openIdentities() {
  let all: readonly AtHand[] = [];
  const listeners = new Set<() => void>();
  const set = (next: readonly AtHand[]) => {
    all = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    all: () => all,
    /** One that is there already is not added again. */
    add: (identities: readonly string[], from: AtHand["from"]): readonly AtHand[] => {
      const fresh = identities
        .filter((identity) => !all.some((one) => one.identity === identity))
        .map((identity) => toAtHand(identity, from));
      if (fresh.length > 0) set([...all, ...fresh]);
      return all.filter(({ identity }) => identities.includes(identity));
    },
    forget: () => set([]),
  };
}

/** This page's. */
export const identities = openIdentities();

/** Private keys in the text of a key file. Throws a sentence where there are none. */
export function readKeyFile(text: string): readonly string[] {
  const read = parseIdentityFile(text);
  if (read) return read;
  throw new Error(
    "This is no key file. A key file holds a line that begins with AGE-SECRET-KEY-1.",
  );
}

/** A new private key, and the file that the person keeps: nobody else has it, and nobody can make it again. */
export function newKeyFile(random: (bytes: number) => Uint8Array, now: Date) {
  const identity = toIdentity(random(32));
  const text = toIdentityFile(identity, now);
  const name = `assay-key-${now.toISOString().slice(0, 10)}.txt`;
  return { identity, text, name };
}
