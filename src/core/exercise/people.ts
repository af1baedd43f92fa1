import type { Role } from "../access/role.ts";

/** Parties of the worked exercise. All are invented; every address ends in `.example` and receives nothing. */
export const PARTIES = {
  desk: { name: "Lakeside Coordination", kind: "desk", contact: null },
  kestrel: { name: "Kestrel Lab", kind: "lab", contact: "disclosure@kestrel.example" },
  brine: { name: "Brine Security", kind: "finder", contact: "reports@brine.example" },
  northgate: { name: "Northgate Security", kind: "verifier", contact: "lab@northgate.example" },
  libharbor: {
    name: "libharbor maintainers",
    kind: "owner",
    contact: "security@libharbor.example",
  },
  bank: { name: "Wrenfield Community Bank", kind: "operator", contact: "it@wrenfield.example" },
  audit: { name: "Tidewater Audit Office", kind: "overseer", contact: "office@tidewater.example" },
} as const satisfies Record<string, { name: string; kind: string; contact: string | null }>;
export type PartyKey = keyof typeof PARTIES;

type Played = {
  readonly name: string;
  readonly party: PartyKey;
  readonly roles: readonly Role[];
  /** What to try. `{index}` becomes the id of the case that the story calls so, `{site}` the exercise's public pages. */
  readonly tries: string;
};

/** In the order in which a newcomer may want to be them. */
export const PEOPLE = {
  teal: {
    name: "R. Teal",
    party: "desk",
    roles: ["analyst"],
    tries:
      "Open “My work”. In {index} the report to the owner is drafted: read it and send it. “Merge proposals” has one pair: say whether it is one flaw. Then “Whole queue”: nobody has looked at {rudder} and {tide} yet, and the text of {tide} tries to give you orders.",
  },
  castellano: {
    name: "A. Castellano",
    party: "libharbor",
    roles: ["owner"],
    tries:
      "Open “Whole queue”: you see the cases about your code, no others. Once R. Teal has sent the report of {index}, acknowledge it there, or say “Fixed in” 3.2.2. The real owner needs no account: the mail carries a link to the same answers.",
  },
  marsh: {
    name: "I. Marsh",
    party: "desk",
    roles: ["coordinator"],
    tries:
      "{hatch} is fixed and its advisory is drafted. End the embargo on the page of the case, then open “Advisories” and publish: the files are valid and signed, or nothing goes out. The one about berthd is published already.",
  },
  whitlock: {
    name: "S. Whitlock",
    party: "northgate",
    roles: ["verifier"],
    tries:
      "Open “Whole queue”: the cases you were asked to check. Run the reproducer yourself (examples/programs/pennantpix, make poc) and record the run in {pennant}. Your severity stands beside the finder’s, not instead of it.",
  },
  osei: {
    name: "N. Osei",
    party: "kestrel",
    roles: ["lab-officer"],
    tries:
      "“My findings” shows what became of yours, and nothing about anybody else’s. Open “Intake” and give it examples/findings/to-submit.ndjson: two lines are stored, the third is refused with its place and the remedy.",
  },
  brandt: {
    name: "L. Brandt",
    party: "brine",
    roles: ["finder"],
    tries:
      "Open “My findings”. One of yours joined a flaw that others had reported too; nothing here tells you so while it is under embargo.",
  },
  okafor: {
    name: "D. Okafor",
    party: "bank",
    roles: ["operator"],
    tries:
      "No case is yours to see. What you act on is public: open {site}advisories/ and take the CSAF or OSV file of the advisory about berthd.",
  },
  lindqvist: {
    name: "M. Lindqvist",
    party: "audit",
    roles: ["overseer"],
    tries:
      "Open “Ledger”: every decision above is an entry. Export it and run bin/assay verify on the folder; then change one byte in it and run it again. “Figures” counts what was found, reproduced, disclosed and patched.",
  },
} as const satisfies Record<string, Played>;
export type PersonKey = keyof typeof PEOPLE;

/** Who is played first. */
export const FIRST_PLAYED: PersonKey = "teal";

/** The words in braces, replaced; one without a replacement is left out with its braces. */
export const fillTries = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? word);
