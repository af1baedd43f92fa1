import type { ReviewPage } from "#contract/review/reviewPage.ts";

/** Something that waits for somebody. `at` is the part of the page where it is done. */
export type Wait = { readonly what: string; readonly at: string };
export type Waits = {
  readonly you: readonly Wait[];
  /** One sentence for each party that something waits for. */
  readonly others: readonly string[];
};

type Me = { readonly personId: string | null; readonly partyId: string | null };
type Rule = (page: ReviewPage) => Wait | undefined;

const newest = (page: ReviewPage) => page.terms.at(-1);
const isOver = (page: ReviewPage) => page.stage === "closed";
const wantsWindow = (page: ReviewPage) => page.acts.includes("access-window");
const attached = (page: ReviewPage) => page.agencies.filter(({ state }) => state === "attached");

const some = (n: number, at: string, one: string, many: string): Wait | undefined =>
  n === 0 ? undefined : { what: n === 1 ? one : many.replace("#", `${n}`), at };

const hasSigned = (page: ReviewPage, partyId: string): boolean =>
  newest(page)?.signatures.some((one) => one.partyId === partyId) ?? false;

const open = (page: ReviewPage, wait: Wait): Wait | undefined => (isOver(page) ? undefined : wait);

const LAB: readonly Rule[] = [
  (page) => (page.stage === "drafted" ? { what: "hand the review in", at: "#head" } : undefined),
  (page) =>
    attached(page).length === 0
      ? open(page, { what: "name an agency", at: "#agencies" })
      : undefined,
  (page) =>
    some(
      isOver(page) ? 0 : page.agencies.filter(({ state }) => state === "asked").length,
      "#agencies",
      "an agency asks to be attached",
      "# agencies ask to be attached",
    ),
  (page) =>
    wantsWindow(page) && page.stage !== "drafted" && page.terms.length === 0
      ? open(page, { what: "propose terms", at: "#terms" })
      : undefined,
  (page) => signWait(page, page.lab.partyId),
  (page) =>
    page.stage === "terms-agreed" ? { what: "confirm that access works", at: "#head" } : undefined,
  (page) =>
    some(
      isOver(page) ? 0 : page.grants.filter(({ state }) => state === "asked").length,
      "#grants",
      "a request for access",
      "# requests for access",
    ),
  (page) =>
    some(
      page.results.filter(({ reply }) => reply === null).length,
      "#results",
      "a result without your reply",
      "# results without your reply",
    ),
  (page) => partnerWait(page, "agency"),
];

const agencyRules = (partyId: string): readonly Rule[] => [
  (page) => signWait(page, partyId),
  (page) => partnerWait(page, "lab"),
];

function signWait(page: ReviewPage, partyId: string): Wait | undefined {
  const terms = newest(page);
  if (terms === undefined || page.stage === "drafted" || isOver(page)) return undefined;
  if (hasSigned(page, partyId)) return undefined;
  return { what: `sign version ${terms.version} of the terms`, at: "#terms" };
}

const partnerWait = (page: ReviewPage, proposedBy: "lab" | "agency"): Wait | undefined =>
  some(
    isOver(page)
      ? 0
      : page.partners.filter((one) => one.answer === null && one.proposedBy === proposedBy).length,
    "#partners",
    "a proposed partner",
    "# proposed partners",
  );

/** What one has to do oneself, whatever one's side. */
const own = ({ personId, partyId }: Me): readonly Rule[] => [
  (page) =>
    page.side === "agency" &&
    wantsWindow(page) &&
    page.stage !== "drafted" &&
    !isOver(page) &&
    !page.conflicts.some((one) => one.personId === personId)
      ? { what: "declare whether you have a conflict of interest", at: "#conflicts" }
      : undefined,
  (page) =>
    some(
      page.destructions.filter(
        (one) =>
          one.stated === null &&
          one.partyId === partyId &&
          (one.personId === null || one.personId === personId),
      ).length,
      "#end",
      "a destruction to state",
      "# destructions to state",
    ),
];

const from = (page: ReviewPage, rules: readonly Rule[]): Wait[] =>
  rules.flatMap((rule) => rule(page) ?? []);

/** What a party still owes of its destructions, whoever of it. */
const owed =
  (partyId: string): Rule =>
  (page) =>
    some(
      page.destructions.filter((one) => one.stated === null && one.partyId === partyId).length,
      "#end",
      "a destruction to state",
      "# destructions to state",
    );

/** What waits for the reader, and for whom the rest waits. */
export function waitsOf(page: ReviewPage, me: Me): Waits {
  const agencies = attached(page).filter(
    ({ partyId }) => page.side === "lab" || partyId !== me.partyId,
  );
  const others = [
    ...(page.side === "lab"
      ? []
      : [sentence(page.lab.name, from(page, [...LAB, owed(page.lab.partyId)]))]),
    ...agencies.map(({ partyId, name }) =>
      sentence(name, from(page, [...agencyRules(partyId), owed(partyId)])),
    ),
  ];
  const side = page.side === "lab" ? LAB : agencyRules(me.partyId ?? "");
  return {
    you: [...from(page, side), ...from(page, own(me))],
    others: others.filter((one) => one !== ""),
  };
}

/** Of others only what it is about, not how they would be addressed. */
const sentence = (name: string, waits: readonly Wait[]): string =>
  waits.length === 0
    ? ""
    : `${name}: ${waits.map(({ what }) => what.replace("your reply", "reply")).join(", ")}`;
