import type { PagePerson, PageWorld } from "./pageWorld.ts";

/** A page of the desk as the router names it, and how to bring it into its states. */
export type DeskPage = {
  readonly route: string;
  readonly as: PagePerson;
  readonly path: (world: PageWorld) => string;
  /** What stands there once it has something to show. */
  readonly shows: string | RegExp;
  /** What of it comes back when the first part that failed is asked again; `shows` unless told. */
  readonly returns?: string | RegExp;
  /** Its state on the first day, where it has one; the newcomer's unless told whose. */
  readonly empty?: { readonly path?: string; readonly says: string; readonly as?: PagePerson };
  /** Nothing is read for it, so nothing is waited for. */
  readonly asksNothing?: true;
  /** What is answered as ever while the rest of the server fails or waits. */
  readonly kept: readonly string[];
};

export const KEPT = ["/api/me", "/api/door", "/api/exercise"];
const teal = (
  route: string,
  shows: DeskPage["shows"],
  empty?: DeskPage["empty"],
  path: DeskPage["path"] = () => route,
): DeskPage => ({
  route,
  as: "R. Teal",
  path,
  shows,
  ...(empty ? { empty } : {}),
  kept: KEPT,
});

const CASE = /VC-\d{4}-\d+/;

const NONE = { says: "No review yet.", as: "alder" } as const;
const HIDDEN = { says: "No such review, or none that you may see.", as: "alder" } as const;
const ofReview = (more: string) => (world: PageWorld) => `/reviews/${world.reviewRef}${more}`;

const REVIEW_PAGES: readonly DeskPage[] = [
  { ...teal("/reviews", "Meridian 4, final checkpoint", NONE), as: "voss" },
  { ...teal("/reviews/new", "What follows"), as: "voss", asksNothing: true },
  {
    ...teal("/reviews/$ref", "reads the same line", { ...HIDDEN, path: "/reviews/RV-2026-9999" }),
    as: "voss",
    path: ofReview(""),
  },
  {
    ...teal("/reviews/$ref", "reads the same line", { ...HIDDEN, path: "/reviews/RV-2026-0001" }),
    as: "holm",
    path: ofReview(""),
  },
  { ...teal("/reviews/$ref/record", "agency named"), as: "voss", path: ofReview("/record") },
  { ...teal("/reviews/$ref/terms", "Against version 2"), as: "voss", path: ofReview("/terms") },
  {
    ...teal("/reviews/$ref/accesses", "looked at this review"),
    as: "voss",
    path: ofReview("/accesses"),
  },
  {
    ...teal("/keys", "on a stick", { says: "You have no key.", as: "alder" }),
    as: "holm",
  },
  { ...teal("/coverage", "Is Meridian 4 covered?"), as: "recorder" },
  { ...teal("/oversight", /RV-\d{4}-\d+/), as: "overseer" },
];

const ofRun = (more: string) => (world: PageWorld) => `/evaluations/${world.runs.after}${more}`;
const NO_RUN = {
  path: "/evaluations/EV-2026-9999",
  says: "No such run, or none that you may see.",
};

const EVALUATION_PAGES: readonly DeskPage[] = [
  teal("/evaluations", "Teller assistant", { says: "No run yet." }),
  teal("/evaluations/$ref", "All impermissible", NO_RUN, ofRun("")),
  teal("/evaluations/$ref/trials", "Statement read aloud", undefined, ofRun("/trials")),
  teal("/evaluations/$ref/labels", "Yours to label", undefined, ofRun("/labels")),
  teal(
    "/evaluations/compare",
    "Worse in",
    { says: "There are no two runs yet." },
    ({ runs }) => `/evaluations/compare?a=${runs.before}&b=${runs.after}`,
  ),
];

const marsh = (route: string, shows: DeskPage["shows"], path: DeskPage["path"] = () => route) => ({
  ...teal(route, shows, undefined, path),
  as: "I. Marsh" as const,
});
const AT_QUIST = { as: "P. Quist" } as const;

const GUARD_PAGES: readonly DeskPage[] = [
  marsh("/guard", "Traffic Light Protocol 2.0"),
  marsh(
    "/guard/packs/$pack",
    "as this rule judges them",
    () => "/guard/packs/personal?rule=personal%2Femail",
  ),
  { ...marsh("/guard/add", "What the linter says stands here"), asksNothing: true },
  marsh("/guard/try", "Nothing is written yet."),
  {
    ...marsh("/guard/held", "C1.1 Identifies and maintains"),
    returns: "harbour-assistant, chat",
    empty: { says: "Nothing is held.", ...AT_QUIST },
  },
  {
    ...marsh("/guard/records", "personal/email, personal/phone-international"),
    empty: { path: "/guard/records?verdict=block", says: "No decision is like that.", ...AT_QUIST },
  },
  marsh("/guard/records/$id", "Who to ask is not for customers.", (world) => {
    return `/guard/records/${world.guardRecord}`;
  }),
  marsh("/guard/figures", "Counts below 5 are not shown"),
  { ...teal("/guard/terms", "the next model's code name"), as: "voss" },
  { ...teal("/guard/erased", "letter 114"), ...AT_QUIST },
  teal("/cases/$ref/guard", "the copy for the distributor", undefined, (world) => {
    return `/cases/${world.caseRef}/guard`;
  }),
];

export const DESK_PAGES: readonly DeskPage[] = [
  {
    ...teal("/work", "2 cases, ordered by decision", { says: "No case is yours." }),
    returns: CASE,
  },
  {
    ...teal("/queue", /\d+ cases, ordered by decision/, { says: "There are no cases." }),
    returns: CASE,
  },
  teal(
    "/cases/$ref",
    "only a run or the owner’s verdict moves it",
    { path: "/cases/VC-2026-9999", says: "No such case, or none that you may see." },
    ({ caseRef }) => `/cases/${caseRef}`,
  ),
  teal("/cases/$ref/record", "embargo proposed", undefined, (w) => `/cases/${w.caseRef}/record`),
  teal("/proposals", "Same root cause?", { says: "No pair waits for a decision." }),
  {
    ...teal("/intake", "to-submit.ndjson", { says: "No batch yet." }),
    as: "N. Osei",
  },
  {
    ...teal("/intake/$id", "line 3", undefined, ({ batchId }) => `/intake/${batchId}`),
    as: "N. Osei",
  },
  {
    ...teal("/findings", /FD-\d{4}-\d+/, { says: "Nothing submitted yet." }),
    as: "N. Osei",
  },
  teal("/advisory", /AS-\d{4}-\d+/, { says: "No advisory yet." }),
  teal("/advisory/$ref", "Renderings", undefined, ({ advisoryRef }) => `/advisory/${advisoryRef}`),
  teal("/parties", "Kestrel Lab"),
  { ...teal("/people", "First administrator"), as: "administrator" },
  teal("/tokens", "nightly", { says: "You have no token." }),
  { ...teal("/ledger", "case.opened"), returns: "Check it" },
  teal("/figures", "Precision of sources", { says: "No owner has judged a finding yet." }),
  ...REVIEW_PAGES,
  ...EVALUATION_PAGES,
  ...GUARD_PAGES,
  { ...teal("/exercise", "You play these people in turn."), kept: ["/api/me", "/api/door"] },
  { ...teal("/welcome", "Add the parties"), as: "administrator" },
];

/** A page for people without an account, in one of its states. */
export type GuestState = { readonly says: string; readonly path: (world: PageWorld) => string };

export const GUEST_PAGES: readonly {
  readonly route: string;
  readonly states: readonly GuestState[];
}[] = [
  {
    route: "/sign-in",
    states: [{ says: "Sign in with a passkey", path: () => "/sign-in" }],
  },
  {
    route: "/enroll",
    states: [
      { says: "Make a passkey and sign in", path: ({ enrolPath }) => enrolPath },
      { says: "This link is incomplete.", path: () => "/enroll" },
    ],
  },
  {
    route: "/o",
    states: [
      { says: "Your answer", path: ({ ownerPath }) => ownerPath },
      { says: "This link does not open a case", path: () => "/o/#main.nothing-of-the-kind-here" },
      { says: "There is nothing at this address.", path: () => "/o/elsewhere" },
    ],
  },
];
