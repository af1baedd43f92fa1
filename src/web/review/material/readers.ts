import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { MaterialKind } from "#core/review/reviewWords.ts";
import { inForce } from "../grants/grantTable.ts";
import { fingerprintOf } from "./fingerprint.ts";

type Page = Pick<ReviewPage, "side" | "lab" | "people" | "terms" | "conflicts" | "grants">;

/** Somebody's public key, as one to seal to. */
export type Reader = {
  readonly personId: string;
  readonly name: string;
  readonly partyId: string;
  readonly party: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly holder: "file" | "passkey";
  /** Why it cannot be sealed to them; the server refuses it as well. */
  readonly why: string | undefined;
};

export type ReaderParty = {
  readonly party: string;
  readonly readers: readonly Reader[];
  /** People to whom nothing can be sealed, because they have no key. */
  readonly keyless: readonly string[];
};

type Sent = {
  readonly kind: MaterialKind | undefined;
  readonly byPartyId: string | null;
  /** The party that opens it to more people, where that is not the sender's. */
  readonly openedBy?: string | null;
};

type Person = ReviewPage["people"][number];

/** Who is no sender opens it to colleagues; an agency, to those whom a grant names and who have declared their interests. */
function whyNotByOthers(page: Page, openedBy: string | null, person: Person): string | undefined {
  const { personId, partyId } = person;
  if (partyId !== openedBy) return "only its sender adds other parties’ people";
  if (page.side === "lab") return undefined;
  const isNamed = page.grants.some(
    ({ state, persons }) => state === "given" && persons.some((one) => one.personId === personId),
  );
  if (!isNamed) return "no grant names them";
  return page.conflicts.some((one) => one.personId === personId)
    ? undefined
    : "has yet to declare conflicts of interest";
}

function whyNot(
  page: Page,
  { kind, byPartyId, openedBy }: Sent,
  person: Person,
): string | undefined {
  const { personId, partyId } = person;
  const isLab = partyId === page.lab.partyId;
  if (page.conflicts.some((one) => one.personId === personId && one.recused))
    return "has stepped back from this review";
  const isOfLab = byPartyId === page.lab.partyId;
  if (isLab && !isOfLab && kind === "evaluator-prompt" && !inForce(page)?.terms.promptsShownToLab)
    return "the terms keep evaluator prompts from the lab";
  if (kind === "result-draft" && !isLab && partyId !== byPartyId)
    return "a draft is for one’s own party and the lab";
  return openedBy === undefined ? undefined : whyNotByOthers(page, openedBy, person);
}

/** All keys that one could seal to, by party: the sender's party first, then the lab, then the others by name. */
export function readersOf(page: Page, sent: Sent): readonly ReaderParty[] {
  const parties = new Map<string, ReviewPage["people"]>();
  for (const person of page.people)
    parties.set(person.partyId, [...(parties.get(person.partyId) ?? []), person]);
  const rank = (partyId: string) =>
    partyId === sent.byPartyId ? 0 : partyId === page.lab.partyId ? 1 : 2;
  return [...parties]
    .map(([partyId, people]) => ({
      partyId,
      party: people[0]?.party ?? "",
      readers: people.flatMap((person) => readersFor(page, sent, person)),
      keyless: people.filter(({ keys }) => keys.length === 0).map(({ name }) => name),
    }))
    .sort((a, b) => rank(a.partyId) - rank(b.partyId) || a.party.localeCompare(b.party));
}

const readersFor = (page: Page, sent: Sent, person: Person): Reader[] =>
  person.keys.map(({ key, holder }) => ({
    personId: person.personId,
    name: person.name,
    partyId: person.partyId,
    party: person.party,
    key,
    fingerprint: fingerprintOf(key),
    holder,
    why: whyNot(page, sent, person),
  }));

/** The recipients behind chosen keys, as envelope and server want them; a key that may not be sealed to is left out. */
export const recipientsOf = (
  parties: readonly ReaderParty[],
  keys: readonly string[],
): readonly { readonly name: string; readonly key: string }[] =>
  parties
    .flatMap(({ readers }) => readers)
    .filter(({ key, why }) => why === undefined && keys.includes(key))
    .map(({ name, key }) => ({ name, key }));

/** "V. Holm, P. Sand"; somebody with two keys once. */
export const namesOf = (recipients: readonly { readonly name: string }[]): string =>
  [...new Set(recipients.map(({ name }) => name))].join(", ");
