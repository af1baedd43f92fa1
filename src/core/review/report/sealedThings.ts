import { type Block, facts, heading, prose, table } from "../paper/block.ts";
import { labelState } from "../protectionLabel.ts";
import type { Destruction, Incident, ReviewState } from "../reviewState.ts";
import { counted, partyName, type ReportInput, spoken, todayOf } from "./reportInput.ts";

/** Sealed things have no name here; they are numbered in the order in which they came. */
const numberOf = ({ materials }: ReviewState, materialId: string): string =>
  String(materials.findIndex(({ id }) => id === materialId) + 1);

function destructionState({ due, stated, overdueAt }: Destruction): string {
  if (stated !== null) return `destroyed ${stated.on}, stated ${stated.at} by ${stated.by}`;
  return overdueAt === null ? `due ${due}` : `MISSING, was due ${due}`;
}

function heldTable(state: ReviewState): Block {
  const rows = state.materials.map((one) => [
    numberOf(state, one.id),
    spoken(one.kind),
    counted(one.size, "byte"),
    `${one.by}, ${partyName(state, one.byPartyId)}, ${one.at}`,
    one.recipients.map(({ name }) => name).join(", "),
    one.digest,
  ]);
  return table(
    ["No.", "Kind", "Sealed size", "From", "Readers", "SHA-256 of the ciphertext"],
    rows,
  );
}

const destructionTable = (state: ReviewState): Block =>
  table(
    ["No.", "Asked of", "State", "How"],
    state.destructions.map((one) => [
      numberOf(state, one.materialId),
      `${one.name}, ${partyName(state, one.partyId)}`,
      destructionState(one),
      one.stated?.method ?? "",
    ]),
  );

/** What was held, and what has become of it. */
export const heldOf = (state: ReviewState): readonly Block[] => [
  heading("Sealed material"),
  state.materials.length === 0 ? prose("Nothing was sealed into this review.") : heldTable(state),
  heading("Destruction certificates", 3),
  state.destructions.length === 0
    ? prose("None has been asked for: that happens at the end.")
    : destructionTable(state),
];

/** Statutes and agreements that somebody claims, with their state on the day of the report; none is implied. */
export function labelsOf(input: ReportInput): readonly Block[] {
  const { state } = input;
  if (state.labels.length === 0) return [];
  const rows = state.labels.map(({ on, label, by }) => [
    `${label.name} (${label.basis})`,
    on === "submission" ? "the submission" : `sealed thing ${numberOf(state, on)}`,
    `${label.from} to ${label.until ?? "no end"}: ${spoken(labelState(label, todayOf(input)))}`,
    label.source,
    `${label.claimedBy}, put down by ${by}`,
  ]);
  return [heading("Protection"), table(["Claim", "On", "When", "Source", "Claimed by"], rows)];
}

/** What was held, in figures. */
export function heldInFigures({ materials, destructions }: ReviewState): readonly Block[] {
  const stated = destructions.filter((one) => one.stated !== null).length;
  const missing = destructions.filter((one) => one.stated === null && one.overdueAt !== null);
  return [
    heading("Sealed material"),
    facts(
      ["Sealed things", String(materials.length)],
      [
        "Destruction certificates",
        `${stated} of ${destructions.length} in, ${missing.length} overdue`,
      ],
    ),
  ];
}

const incidentBlocks = (one: Incident, number: number): readonly Block[] => [
  heading(`Incident ${number}`, 3),
  prose(one.what),
  facts(
    ["Opened", `${one.at} by ${one.by}`],
    ["Answer due", one.dueAt],
    ["Third parties", one.thirdParties.join(", ") || "none"],
    ["Ended", one.ended === null ? "not yet: access is paused" : one.ended.at],
    ["Outcome", one.ended?.outcome ?? "open"],
  ),
];

export const incidentsOf = ({ incidents }: ReviewState): readonly Block[] => [
  heading("Incidents"),
  ...(incidents.length === 0
    ? [prose("None was opened.")]
    : incidents.flatMap((one, at) => incidentBlocks(one, at + 1))),
];

export function incidentsInFigures({ incidents }: ReviewState): readonly Block[] {
  const ended = incidents.filter((one) => one.ended !== null).length;
  return [
    heading("Incidents"),
    prose(
      incidents.length === 0
        ? "None was opened."
        : `${counted(incidents.length, "incident")} opened, ${ended} ended.`,
    ),
  ];
}

/** Proposals of both sides, with their reasons. Silence is not consent. */
export function partnersOf({ partners }: ReviewState): readonly Block[] {
  if (partners.length === 0) return [];
  const rows = partners.map(({ name, proposedBy, at, reason, answer }) => [
    name,
    `${proposedBy}, ${at}: ${reason}`,
    answer === null
      ? "no answer, so not selected"
      : `${answer.agrees ? "agreed, selected" : "objection, not selected"}, ${answer.by}, ${answer.at}: ${answer.reason}`,
  ]);
  return [heading("Trusted partners"), table(["Partner", "Proposed by", "Answer"], rows)];
}
