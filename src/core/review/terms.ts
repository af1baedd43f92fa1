import type { AccessMode, Variant } from "./reviewWords.ts";

/** Access terms: structured data that both sides sign. Dates are calendar days in the review's time zone. */
export type Terms = {
  readonly accessMode: AccessMode;
  readonly variants: readonly Variant[];
  /** Everybody who may touch anything, by name and party. */
  readonly people: readonly { readonly name: string; readonly party: string }[];
  readonly agreedUses: readonly string[];
  readonly retentionDays: number;
  /** With whom results or material may be shared onward, and on what condition; empty means nobody. */
  readonly onwardSharing: readonly { readonly with: string; readonly condition: string }[];
  /** Whether the lab logs what is asked at its endpoint. */
  readonly labLogs: boolean;
  readonly destructionDate: string;
  /** Whether evaluator prompts may be shown to the lab; sealed from it otherwise. */
  readonly promptsShownToLab: boolean;
  readonly notes: string;
};

export type TermsSignature = {
  readonly side: "lab" | "agency";
  readonly partyId: string;
  readonly personId: string;
  readonly name: string;
  readonly at: string;
  readonly method: "ed25519" | "webauthn";
  /** What verifies it: the public key (hex), and the signature or the assertion, as given. */
  readonly proof: {
    readonly keyId: string;
    readonly publicKey: string;
    readonly signature: string;
    readonly clientData?: string;
    readonly authenticatorData?: string;
  };
};

export type TermsVersion = {
  readonly version: number;
  /** SHA-256, in hexadecimal, of the terms in canonical JSON (RFC 8785) under their review and version. */
  readonly hash: string;
  readonly terms: Terms;
  readonly proposedBy: string;
  readonly at: string;
  readonly signatures: readonly TermsSignature[];
};
