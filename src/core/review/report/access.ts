import { later } from "../../clearinghouse/day.ts";
import { type Block, facts, heading, list, prose, table } from "../paper/block.ts";
import type { Grant, ReviewState } from "../reviewState.ts";
import { type AccessCount, counted, partyName, type ReportInput, spoken } from "./reportInput.ts";

const subject = ({ axis, level, variant }: Grant): string =>
  [axis, level, variant]
    .filter((part) => part !== null)
    .map(spoken)
    .join(", ");

function since({ state, askedAt, answeredAt, endedAt }: Grant): string {
  if (state === "asked") return `asked ${askedAt}`;
  if (state !== "ended") return `${state} ${answeredAt ?? ""}`;
  return answeredAt === null
    ? `asked ${askedAt}, ended ${endedAt ?? ""}`
    : `given ${answeredAt}, ended ${endedAt ?? ""}`;
}

const grantRow = (state: ReviewState, grant: Grant): readonly string[] => [
  subject(grant),
  partyName(state, grant.partyId),
  grant.persons.map(({ name }) => name).join(", "),
  since(grant),
  grant.why ?? grant.reason,
];

type Seen = {
  readonly name: string;
  readonly partyId: string;
  readonly last: string;
  readonly counts: Readonly<Record<AccessCount["what"], number>>;
};

const NOTHING = { review: 0, envelope: 0, payload: 0, endpoint: 0 } as const;

/** One row for each person. */
function byPerson(accesses: readonly AccessCount[]): readonly Seen[] {
  const people = new Map<string, Seen>();
  for (const { personId, name, partyId, what, count, last } of accesses) {
    const before = people.get(personId) ?? { name, partyId, last, counts: NOTHING };
    const counts = { ...before.counts, [what]: before.counts[what] + count };
    people.set(personId, { ...before, counts, last: later(last, before.last) });
  }
  return [...people.values()];
}

const seenRow = (state: ReviewState, { name, partyId, counts, last }: Seen): readonly string[] => [
  name,
  partyName(state, partyId),
  String(counts.review),
  String(counts.envelope),
  String(counts.payload),
  String(counts.endpoint),
  last,
];

const SEEN_HEAD = [
  "Person",
  "Party",
  "Review read",
  "Envelopes opened",
  "Payloads read",
  "Model used",
  "Last",
];

function conflictLines({ conflicts }: ReviewState): readonly string[] {
  return conflicts.map(({ name, has, statement, at, recused }) => {
    const said = has ? "declared a conflict" : "declared no conflict";
    const words = statement === "" ? "" : `: ${statement}`;
    return `${name} ${said} ${at}${words}${recused ? " (stepped back)" : ""}`;
  });
}

const tableOr = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  nothing: string,
): Block => (rows.length === 0 ? prose(nothing) : table(head, rows));

/** Who was given what, and who read what, how often. */
export function accessOf({ state, accesses }: ReportInput): readonly Block[] {
  return [
    heading("Access"),
    heading("Given, declined, asked", 3),
    tableOr(
      ["Access", "Party", "People", "State", "Reason"],
      state.grants.map((grant) => grantRow(state, grant)),
      "Nobody has asked for access.",
    ),
    heading("Conflicts of interest", 3),
    state.conflicts.length === 0
      ? prose("Nobody has declared any, or none yet.")
      : list(conflictLines(state)),
    heading("Seen", 3),
    tableOr(
      SEEN_HEAD,
      byPerson(accesses).map((one) => seenRow(state, one)),
      "Nothing has been read or used.",
    ),
  ];
}

/** The same without a person: how many of each party, how often. */
export function accessInFigures({ state, accesses }: ReportInput): readonly Block[] {
  const people = byPerson(accesses);
  const parties = [...new Set(people.map(({ partyId }) => partyId))];
  const given = state.grants.filter(({ answeredAt, state }) => answeredAt && state !== "declined");
  const total = (partyId: string): number =>
    accesses.reduce((sum, one) => sum + (one.partyId === partyId ? one.count : 0), 0);
  return [
    heading("Access"),
    facts(
      ["Grants given", String(given.length)],
      ...parties.map((partyId) => {
        const count = people.filter((one) => one.partyId === partyId).length;
        const text = `${counted(count, "person", "people")}, ${counted(total(partyId), "access", "accesses")}`;
        return [partyName(state, partyId), text] as const;
      }),
    ),
  ];
}
