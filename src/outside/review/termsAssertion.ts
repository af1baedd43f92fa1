import {
  type AuthenticationResponseJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import type { TermsSignature } from "#core/review/terms.ts";
import { toTermsChallenge } from "#core/review/termsHash.ts";
import { sha256 } from "../hash/sha256.ts";

type Proof = TermsSignature["proof"];
type No = { readonly ok: false; readonly why: string };

const no = (why: string): No => ({ ok: false, why });

type ClientData = { readonly origin: string; readonly crossOrigin: boolean };

/** `undefined` for what is no client data (WebAuthn Level 3, section 5.8.1). */
function readClientData(base64url: string): ClientData | undefined {
  try {
    const data: unknown = JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"));
    if (typeof data !== "object" || data === null) return undefined;
    const { origin, crossOrigin = false } = data as Record<string, unknown>;
    if (typeof origin !== "string" || typeof crossOrigin !== "boolean") return undefined;
    return { origin, crossOrigin };
  } catch {
    return undefined;
  }
}

/** A passkey belongs to its page's host, or to a domain above it. */
function domainsOf(origin: string): string[] {
  const host = URL.canParse(origin) ? new URL(origin).hostname : "";
  const labels = host.split(".");
  return labels.map((_, at) => labels.slice(at).join("."));
}

/** Where the assertion has to come from; of a stored one, wherever its own client data say. */
type Site = { readonly origin: string; readonly rpId: string };

const RP_ID_HASH = 32;

/** The domain whose hash the authenticator signed. */
const domainIn = (authenticatorData: string, origin: string): string | undefined => {
  const signed = Buffer.from(authenticatorData, "base64url").subarray(0, RP_ID_HASH);
  return domainsOf(origin).find((domain) => signed.equals(sha256(domain)));
};

function siteOf(proof: Proof, client: ClientData): Site | undefined {
  const rpId = domainIn(proof.authenticatorData ?? "", client.origin);
  return rpId === undefined ? undefined : { origin: client.origin, rpId };
}

/** Without a `site`: from wherever its own client data say, as long as the passkey belongs there. */
export async function verifyAssertion(
  hash: string,
  proof: Proof,
  site?: Site,
): Promise<No | { readonly ok: true; readonly counter: number }> {
  const { keyId, publicKey, signature, clientData = "", authenticatorData = "" } = proof;
  const client = readClientData(clientData);
  if (client === undefined) return no("The passkey's client data cannot be read.");
  if (client.crossOrigin) return no("The passkey was asked from inside another site's page.");
  const from = site ?? siteOf(proof, client);
  if (from === undefined)
    return no("The passkey belongs to another site than the page that asked.");
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id: keyId,
        rawId: keyId,
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON: clientData, authenticatorData, signature },
      },
      expectedChallenge: toTermsChallenge(hash),
      expectedOrigin: from.origin,
      expectedRPID: from.rpId,
      requireUserVerification: true,
      // Whether it grew is asked when it is signed, by whoever keeps the counter.
      credential: {
        id: keyId,
        publicKey: new Uint8Array(Buffer.from(publicKey, "hex")),
        counter: 0,
      },
    });
    if (verified) return { ok: true, counter: authenticationInfo.newCounter };
    return no("The assertion is not by this passkey over what was to be signed.");
  } catch (error) {
    return no(`The assertion does not hold: ${(error as Error).message}`);
  }
}

export type Passkey = {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The parts of a response that a proof keeps; the rest is not signed. */
function toAssertionProof(passkey: Passkey, response: unknown): Proof | undefined {
  const { id, response: inner } = (response ?? {}) as Partial<AuthenticationResponseJSON>;
  if (id !== passkey.id || typeof inner !== "object" || inner === null) return undefined;
  return {
    keyId: passkey.id,
    publicKey: Buffer.from(passkey.publicKey).toString("hex"),
    signature: textOf(inner.signature),
    clientData: textOf(inner.clientDataJSON),
    authenticatorData: textOf(inner.authenticatorData),
  };
}

export type Asserted = { readonly ok: true; readonly proof: Proof; readonly counter: number } | No;

/**
 * Takes a browser's answer to the challenge `toTermsChallenge(hash)`, for this site and by this passkey, the person verified
 * by it. `counter` is the passkey's new signature counter, for whoever keeps it.
 */
export async function takeAssertion(
  site: Site,
  hash: string,
  passkey: Passkey,
  response: unknown,
): Promise<Asserted> {
  const proof = toAssertionProof(passkey, response);
  if (proof === undefined) return no("The answer is not by the passkey it names.");
  const verdict = await verifyAssertion(hash, proof, site);
  if (!verdict.ok) return verdict;
  const { counter } = verdict;
  // As WebAuthn Level 3, section 7.2, step 22: a counter that does not grow may be a copied passkey.
  if ((counter > 0 || passkey.counter > 0) && counter <= passkey.counter)
    return no("The passkey's counter did not grow; it may have been copied.");
  return { ok: true, proof, counter };
}
