import type { ProtectionLabel } from "./protectionLabel.ts";
import type {
  AccessLevel,
  Act,
  Axis,
  Confidence,
  Coverage,
  IncrementKind,
  Integrity,
  MaterialKind,
  Release,
  ResultEvidence,
  Severity,
  Variant,
} from "./reviewWords.ts";
import type { ReviewStamp } from "./side.ts";
import type { Terms, TermsSignature } from "./terms.ts";

export type Increment = {
  readonly kind: IncrementKind;
  /** Reference of the review of the version before it, whose terms and results are reused. */
  readonly reuses: string | null;
  readonly note: string;
};

type DoorFact =
  | {
      readonly type: "opened";
      readonly reviewId: string;
      readonly ref: string;
      readonly lab: { readonly partyId: string; readonly name: string };
      /** The name the lab shows for the model; a codename will do. */
      readonly model: string;
      readonly version: string;
      readonly increment: Increment;
      readonly acts: readonly Act[];
      readonly openWeight: boolean;
      /** IANA time zone in which its days are counted. */
      readonly zone: string;
      readonly policyDays: number;
    }
  | { readonly type: "agency-named"; readonly partyId: string; readonly name: string }
  | {
      readonly type: "agency-asked";
      readonly partyId: string;
      readonly name: string;
      readonly reason: string;
    }
  | { readonly type: "agency-answered"; readonly partyId: string; readonly attached: boolean }
  | { readonly type: "submitted" }
  | { readonly type: "withdrawn" }
  /** `reason`: what it ended with, where that was a release; the lab gives none otherwise. */
  | { readonly type: "completed"; readonly reason: string | null }
  | { readonly type: "found-not-applicable"; readonly reason: string }
  | { readonly type: "expired" };

type ClockFact =
  | { readonly type: "access-confirmed" }
  | {
      readonly type: "release-dated";
      readonly release: Release;
      readonly date: string | null;
      readonly note: string;
    }
  | { readonly type: "released"; readonly release: Release }
  | {
      readonly type: "days-left-uncounted";
      readonly days: readonly string[];
      readonly reason: string;
      /** The lab's own, over `toUncountedHash`. */
      readonly signature: TermsSignature;
    }
  | {
      readonly type: "outage-reported";
      readonly side: "lab" | "agency";
      readonly from: string;
      readonly until: string | null;
      readonly note: string;
    };

type TermsFact =
  | {
      readonly type: "terms-proposed";
      readonly version: number;
      readonly hash: string;
      readonly terms: Terms;
    }
  | {
      readonly type: "terms-signed";
      readonly version: number;
      readonly signature: TermsSignature;
    };

type GrantFact =
  | {
      readonly type: "grant-asked";
      readonly grantId: string;
      readonly partyId: string;
      readonly axis: Axis;
      readonly level: AccessLevel | null;
      readonly variant: Variant | null;
      readonly persons: readonly { readonly personId: string; readonly name: string }[];
      readonly reason: string;
    }
  | {
      readonly type: "grant-answered";
      readonly grantId: string;
      readonly given: boolean;
      readonly reason: string;
    }
  | { readonly type: "grant-ended"; readonly grantId: string; readonly why: string }
  | {
      readonly type: "conflict-declared";
      readonly personId: string;
      readonly name: string;
      readonly has: boolean;
      readonly statement: string;
    }
  | { readonly type: "recused"; readonly personId: string };

/** Whoever holds a key that opens a sealed thing. */
export type Recipient = {
  readonly key: string;
  readonly name: string;
  readonly personId: string | null;
  readonly partyId: string | null;
};

type MaterialFact =
  | {
      readonly type: "material-sealed";
      readonly materialId: string;
      readonly kind: MaterialKind;
      readonly size: number;
      readonly digest: string;
      readonly recipients: readonly Recipient[];
      readonly label: ProtectionLabel | null;
    }
  | {
      readonly type: "material-rewrapped";
      readonly materialId: string;
      readonly recipients: readonly Recipient[];
      readonly version: number;
    }
  | {
      readonly type: "label-claimed";
      readonly labelId: string;
      /** A sealed thing, or the submission as a whole. */
      readonly on: string | "submission";
      readonly label: ProtectionLabel;
    }
  | { readonly type: "label-lapsed"; readonly labelId: string };

export type ResultContent = {
  readonly claim: string;
  readonly method: string;
  readonly evidence: ResultEvidence;
  readonly severity: Severity | null;
  readonly confidence: Confidence;
  readonly integrity: Integrity;
  /** Run that it rests on: model identity, scaffold, budget, seeds, environment. */
  readonly run: {
    readonly model: string;
    readonly scaffold: string;
    readonly budget: string;
    readonly seeds: string;
    readonly environment: string;
  } | null;
};

type ResultFact =
  | {
      readonly type: "result-given";
      readonly resultId: string;
      readonly partyId: string;
      readonly content: ResultContent;
    }
  | { readonly type: "reply-attached"; readonly resultId: string; readonly text: string }
  | {
      readonly type: "result-shared";
      readonly resultId: string;
      readonly with: readonly string[];
    }
  | {
      readonly type: "finding-filed";
      readonly resultId: string;
      readonly reportRef: string;
    };

type OtherFact =
  | {
      readonly type: "incident-opened";
      readonly incidentId: string;
      readonly what: string;
      readonly thirdParties: readonly string[];
      readonly dueAt: string;
    }
  | { readonly type: "incident-ended"; readonly incidentId: string; readonly outcome: string }
  | { readonly type: "incident-overdue"; readonly incidentId: string }
  | { readonly type: "coverage-asked"; readonly question: string }
  | {
      readonly type: "coverage-recorded";
      readonly coverage: Coverage;
      readonly until: string | null;
      readonly basis: string;
    }
  | {
      readonly type: "partner-proposed";
      readonly partnerId: string;
      readonly name: string;
      readonly reason: string;
    }
  | {
      readonly type: "partner-answered";
      readonly partnerId: string;
      readonly agrees: boolean;
      readonly reason: string;
    }
  | {
      readonly type: "destruction-asked";
      readonly destructionId: string;
      readonly materialId: string;
      readonly partyId: string;
      readonly personId: string | null;
      readonly name: string;
      readonly due: string;
    }
  | {
      readonly type: "destruction-stated";
      readonly destructionId: string;
      readonly method: string;
      readonly on: string;
    }
  | { readonly type: "destruction-overdue"; readonly destructionId: string };

/** What happened, without when and by whom. */
export type ReviewFact =
  | DoorFact
  | ClockFact
  | TermsFact
  | GrantFact
  | MaterialFact
  | ResultFact
  | OtherFact;

export type ReviewEvent = ReviewFact & ReviewStamp;
export type ReviewEventType = ReviewEvent["type"];

/** The facts of one decision, all stamped alike, in order. */
export const stampedReview = (
  stamp: ReviewStamp,
  facts: readonly ReviewFact[],
): readonly ReviewEvent[] =>
  facts.map((fact, i) => ({
    ...fact,
    id: `${stamp.id}.${String(i).padStart(4, "0")}`,
    at: stamp.at,
    by: stamp.by,
  }));
