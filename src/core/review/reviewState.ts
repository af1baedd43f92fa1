import type { ClockFact } from "./clockEvent.ts";
import type { ProtectionLabel } from "./protectionLabel.ts";
import type { Increment, Recipient, ResultContent, ReviewEvent } from "./reviewEvent.ts";
import type {
  AccessLevel,
  Act,
  Axis,
  Coverage,
  Ending,
  MaterialKind,
  Release,
  Variant,
} from "./reviewWords.ts";
import type { TermsVersion } from "./terms.ts";

/** `named` by the lab; `asked` by itself; attached by the lab's yes. Silence is no. */
export type Agency = {
  readonly partyId: string;
  readonly name: string;
  readonly state: "attached" | "asked" | "declined";
  readonly since: string;
  readonly reason: string | null;
};

export type Grant = {
  readonly id: string;
  readonly partyId: string;
  readonly axis: Axis;
  readonly level: AccessLevel | null;
  readonly variant: Variant | null;
  readonly persons: readonly { readonly personId: string; readonly name: string }[];
  readonly state: "asked" | "given" | "declined" | "ended";
  readonly askedAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly reason: string;
  readonly why: string | null;
};

/**
 * `overtaken`: grants that had been given when a conflict was declared. They no longer let this person in; only what the
 * lab gives afterwards, knowing of it, does.
 */
export type Conflict = {
  readonly personId: string;
  readonly partyId: string | null;
  readonly name: string;
  readonly has: boolean;
  readonly statement: string;
  readonly at: string;
  readonly recused: boolean;
  readonly overtaken: readonly string[];
};

export type Material = {
  readonly id: string;
  readonly kind: MaterialKind;
  readonly size: number;
  readonly digest: string;
  readonly byPartyId: string | null;
  readonly by: string;
  readonly at: string;
  readonly recipients: readonly Recipient[];
  /** Also those who were recipients once: they may have kept what they read. */
  readonly holders: readonly Recipient[];
  readonly envelope: number;
};

export type ClaimedLabel = {
  readonly id: string;
  readonly on: string | "submission";
  readonly label: ProtectionLabel;
  readonly at: string;
  readonly by: string;
  /** When it was put on record that it had lapsed. Its state is read from its dates, not from this. */
  readonly lapsedAt: string | null;
};

export type ReviewResult = {
  readonly id: string;
  readonly partyId: string;
  readonly by: string;
  readonly at: string;
  readonly content: ResultContent;
  readonly reply: { readonly text: string; readonly at: string; readonly by: string } | null;
  readonly shared: { readonly with: readonly string[]; readonly at: string } | null;
  readonly reports: readonly string[];
};

export type Incident = {
  readonly id: string;
  readonly what: string;
  readonly by: string;
  readonly byPartyId: string | null;
  readonly at: string;
  readonly dueAt: string;
  readonly thirdParties: readonly string[];
  /** When it was put on record that its time had run out while it was open. */
  readonly overdueAt: string | null;
  readonly ended: { readonly at: string; readonly outcome: string } | null;
};

export type Partner = {
  readonly id: string;
  readonly name: string;
  readonly proposedBy: "lab" | "agency";
  readonly at: string;
  readonly reason: string;
  readonly answer: {
    readonly agrees: boolean;
    readonly reason: string;
    readonly at: string;
    readonly by: string;
  } | null;
};

export type Destruction = {
  readonly id: string;
  readonly materialId: string;
  readonly partyId: string;
  readonly personId: string | null;
  readonly name: string;
  readonly due: string;
  readonly stated: {
    readonly method: string;
    readonly on: string;
    readonly at: string;
    readonly by: string;
  } | null;
  readonly overdueAt: string | null;
};

export type ReviewState = {
  readonly id: string;
  readonly ref: string;
  readonly openedAt: string;
  readonly lab: { readonly partyId: string; readonly name: string };
  readonly model: string;
  readonly version: string;
  readonly increment: Increment;
  readonly acts: readonly Act[];
  readonly openWeight: boolean;
  readonly zone: string;
  readonly policyDays: number;
  readonly submittedAt: string | null;
  readonly agencies: readonly Agency[];
  readonly terms: readonly TermsVersion[];
  readonly confirmedAt: string | null;
  readonly releases: Readonly<Record<Release, string | null>>;
  readonly released: readonly { readonly release: Release; readonly at: string }[];
  /** Everything the clock reads, as it came. */
  readonly clockEvents: readonly (ReviewEvent & { readonly type: ClockFact["type"] })[];
  readonly grants: readonly Grant[];
  readonly conflicts: readonly Conflict[];
  readonly materials: readonly Material[];
  readonly labels: readonly ClaimedLabel[];
  readonly results: readonly ReviewResult[];
  readonly incidents: readonly Incident[];
  readonly enquiry: { readonly question: string; readonly at: string } | null;
  readonly coverage: {
    readonly coverage: Coverage;
    readonly until: string | null;
    readonly basis: string;
    readonly at: string;
    readonly by: string;
  } | null;
  readonly partners: readonly Partner[];
  readonly destructions: readonly Destruction[];
  readonly ended: {
    readonly how: Ending;
    readonly at: string;
    readonly reason: string | null;
  } | null;
  readonly events: number;
};

export const BLANK_REVIEW: ReviewState = {
  id: "",
  ref: "",
  openedAt: "",
  lab: { partyId: "", name: "" },
  model: "",
  version: "",
  increment: { kind: "new-base", reuses: null, note: "" },
  acts: [],
  openWeight: false,
  zone: "UTC",
  policyDays: 30,
  submittedAt: null,
  agencies: [],
  terms: [],
  confirmedAt: null,
  releases: { "trusted-partner": null, limited: null, public: null },
  released: [],
  clockEvents: [],
  grants: [],
  conflicts: [],
  materials: [],
  labels: [],
  results: [],
  incidents: [],
  enquiry: null,
  coverage: null,
  partners: [],
  destructions: [],
  ended: null,
  events: 0,
};
