import type { EmbargoState } from "./embargo.ts";
import { NO_EMBARGO } from "./embargo.ts";
import type { Evidence } from "./evidence.ts";
import type { Membership, Origin } from "./membership.ts";
import type { OwnerVerdict } from "./ownerVerdict.ts";
import type { Participant } from "./participant.ts";
import type { StatedInput } from "./priority/statedInput.ts";
import type { PublicFact } from "./publicity.ts";
import type { StatedSeverity } from "./severity.ts";

/** TLP 2.0. */
export const TLP = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] as const;
export type Tlp = (typeof TLP)[number];

export const REMEDIATION_KINDS = ["fix", "mitigation", "none"] as const;
export type Remediation = {
  readonly kind: (typeof REMEDIATION_KINDS)[number];
  readonly version: string | null;
  readonly url: string | null;
  readonly note: string | null;
  readonly at: string;
  readonly by: string;
  readonly from: Origin;
};

/** One mail to or from a party, as far as clocks need it. */
export type Contact = {
  readonly messageId: string;
  readonly partyId: string;
  readonly direction: "out" | "in";
  readonly bounced: boolean;
  readonly at: string;
  readonly from: Origin;
};

export type Cve = { readonly id: string; readonly source: string; readonly from: Origin };

/** What a named person told a finder about its own finding. */
export const FINDER_STAGES = [
  "being-checked",
  "passed-to-owner",
  "confirmed-by-owner",
  "fix-ready",
  "not-taken-up",
] as const;
export type FinderStage = (typeof FINDER_STAGES)[number];
export type Informed = {
  readonly findingId: string;
  readonly stage: FinderStage;
  readonly at: string;
  readonly from: Origin;
};

/** Everything that goes with findings when cases are merged or split. Each entry knows how it came in. */
export type Belongings = {
  readonly members: readonly Membership[];
  readonly evidence: readonly Evidence[];
  readonly severity: readonly StatedSeverity[];
  readonly inputs: readonly StatedInput[];
  readonly participants: readonly Participant[];
  readonly publicity: readonly PublicFact[];
  readonly verdicts: readonly OwnerVerdict[];
  readonly remediations: readonly Remediation[];
  readonly contacts: readonly Contact[];
  readonly cves: readonly Cve[];
  readonly informed: readonly Informed[];
};

export const NO_BELONGINGS: Belongings = {
  members: [],
  evidence: [],
  severity: [],
  inputs: [],
  participants: [],
  publicity: [],
  verdicts: [],
  remediations: [],
  contacts: [],
  cves: [],
  informed: [],
};

export type Absorbed = {
  readonly caseId: string;
  readonly at: string;
  readonly embargo: EmbargoState;
};

/** One root cause. Folded from events; nothing here is edited otherwise. Plain JSON. */
export type CaseState = Belongings & {
  readonly id: string;
  readonly title: string;
  readonly tlp: Tlp;
  /** The only readers of a TLP:RED case, as person ids. */
  readonly readers: readonly string[];
  readonly openedAt: string;
  readonly assignedTo: string | null;
  /** Its own; `embargoOf` adds those of the cases it absorbed. */
  readonly embargo: EmbargoState;
  readonly absorbed: readonly Absorbed[];
  readonly mergedInto: string | null;
  readonly splitFrom: string | null;
  readonly splitOff: readonly string[];
  readonly siblings: readonly string[];
  readonly advisory: { readonly id: string; readonly version: number; readonly at: string } | null;
  readonly closed: { readonly reason: string; readonly at: string } | null;
  /** The one part that an undo does not take back. */
  readonly history: { readonly events: number; readonly lastAt: string };
};

export const BLANK: CaseState = {
  ...NO_BELONGINGS,
  id: "",
  title: "",
  tlp: "AMBER",
  readers: [],
  openedAt: "",
  assignedTo: null,
  embargo: NO_EMBARGO,
  absorbed: [],
  mergedInto: null,
  splitFrom: null,
  splitOff: [],
  siblings: [],
  advisory: null,
  closed: null,
  history: { events: 0, lastAt: "" },
};
