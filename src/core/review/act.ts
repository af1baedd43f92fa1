import type { Result } from "../result.ts";
import type { Clock } from "./clock.ts";
import type { ProtectionLabel } from "./protectionLabel.ts";
import type { ReviewNo } from "./refusal.ts";
import type { Recipient, ResultContent, ReviewFact } from "./reviewEvent.ts";
import type { ReviewState } from "./reviewState.ts";
import type { AccessLevel, Axis, Coverage, MaterialKind, Release, Variant } from "./reviewWords.ts";
import type { ReviewActor } from "./side.ts";
import type { Terms, TermsSignature } from "./terms.ts";

/** What a decision about a review may look at. */
export type ReviewContext = {
  readonly state: ReviewState;
  /** As of now: what it says goes before what has been recorded. */
  readonly clock: Clock;
  readonly now: string;
  readonly by: ReviewActor;
  readonly newId: () => string;
};

/** What happened by it, in order, or why it did not. */
export type ReviewDecision = Result<readonly ReviewFact[], ReviewNo>;

type Named = { readonly partyId: string; readonly name: string };
type Person = { readonly personId: string; readonly name: string };
type Nothing = Readonly<Record<string, never>>;

/** What each move needs to be told. Days are `2026-09-22` in the review's zone, instants ISO 8601. */
export type ReviewActs = {
  readonly submit: Nothing;
  readonly "name-agency": Named;
  /** The asker's own party. */
  readonly "ask-to-join": Named & { readonly reason: string };
  readonly "answer-agency": { readonly partyId: string; readonly attached: boolean };
  readonly "date-release": {
    readonly release: Release;
    readonly date: string | null;
    readonly note: string;
  };
  readonly release: { readonly release: Release };
  readonly withdraw: Nothing;
  readonly complete: Nothing;
  readonly "find-not-applicable": { readonly reason: string };
  readonly "propose-terms": { readonly terms: Terms };
  /** The signature has been verified over the hash of this version. */
  readonly "sign-terms": { readonly version: number; readonly signature: TermsSignature };
  readonly "confirm-access": Nothing;
  /** The signature has been verified over the hash of these days and this reason. */
  readonly "leave-days-uncounted": {
    readonly days: readonly string[];
    readonly reason: string;
    readonly signature: TermsSignature;
  };
  readonly "report-outage": {
    readonly from: string;
    readonly until: string | null;
    readonly note: string;
  };
  readonly "ask-grant": {
    readonly axis: Axis;
    readonly level: AccessLevel | null;
    readonly variant: Variant | null;
    readonly persons: readonly Person[];
    readonly reason: string;
  };
  readonly "answer-grant": {
    readonly grantId: string;
    readonly given: boolean;
    readonly reason: string;
  };
  readonly "end-grant": { readonly grantId: string; readonly reason: string };
  readonly "declare-conflict": { readonly has: boolean; readonly statement: string };
  readonly recuse: Nothing;
  readonly "seal-material": {
    readonly materialId: string;
    readonly kind: MaterialKind;
    readonly size: number;
    readonly digest: string;
    readonly recipients: readonly Recipient[];
    readonly label: ProtectionLabel | null;
    /** The sender's word on the marking screen: nothing in it is classified. */
    readonly unclassified: boolean;
  };
  /** A new envelope for the same ciphertext, made by somebody who can read it. */
  readonly "rewrap-material": {
    readonly materialId: string;
    readonly recipients: readonly Recipient[];
  };
  readonly "claim-label": {
    readonly on: string | "submission";
    readonly label: ProtectionLabel;
  };
  readonly "give-result": {
    readonly content: ResultContent;
    /** To be told of a containment event, whose incident the result opens. */
    readonly thirdParties?: readonly string[] | undefined;
  };
  readonly "reply-to-result": { readonly resultId: string; readonly text: string };
  readonly "share-result": { readonly resultId: string; readonly with: readonly string[] };
  readonly "file-finding": { readonly resultId: string; readonly reportRef: string };
  readonly "open-incident": {
    readonly what: string;
    readonly thirdParties: readonly string[];
    readonly hours: number;
  };
  readonly "end-incident": { readonly incidentId: string; readonly outcome: string };
  readonly "ask-coverage": { readonly question: string };
  readonly "record-coverage": {
    readonly coverage: Coverage;
    readonly until: string | null;
    readonly basis: string;
  };
  readonly "propose-partner": { readonly name: string; readonly reason: string };
  readonly "answer-partner": {
    readonly partnerId: string;
    readonly agrees: boolean;
    readonly reason: string;
  };
  readonly "state-destruction": {
    readonly destructionId: string;
    readonly method: string;
    readonly on: string;
  };
};
