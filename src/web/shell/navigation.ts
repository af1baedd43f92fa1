import type { Permission } from "#core/access/permission.ts";

export type NavItem = {
  readonly to: string;
  readonly label: string;
  readonly needs: Permission | undefined;
  /** Name of its count in `Me.counts`. */
  readonly count?: string;
  /** Pages below it are items of their own. */
  readonly isExact?: true;
  /** Two letters that lead there, and what the help says that they do. */
  readonly way?: Way;
};
type Way = { readonly keys: string; readonly does: string };
export type NavGroup = { readonly title: string; readonly items: readonly NavItem[] };

const GROUPS: readonly NavGroup[] = [
  {
    title: "Clearinghouse",
    items: [
      {
        to: "/work",
        label: "My work",
        needs: "case.work",
        count: "work",
        way: { keys: "g w", does: "go to my work" },
      },
      {
        to: "/queue",
        label: "Whole queue",
        needs: "case.read",
        count: "queue",
        way: { keys: "g q", does: "go to the whole queue" },
      },
      {
        to: "/proposals",
        label: "Merge proposals",
        needs: "case.work",
        count: "proposals",
        way: { keys: "g m", does: "go to merge proposals" },
      },
      { to: "/findings", label: "My findings", needs: "report.follow", count: "findings" },
      { to: "/advisory", label: "Advisories", needs: "advisory.edit", count: "advisories" },
      {
        to: "/intake",
        label: "Intake",
        needs: "report.follow",
        count: "batches",
        way: { keys: "g i", does: "go to intake" },
      },
    ],
  },
  {
    title: "Review",
    items: [
      {
        to: "/reviews",
        label: "Reviews",
        needs: "review.read",
        count: "reviews",
        way: { keys: "g r", does: "go to the reviews" },
      },
      { to: "/coverage", label: "Coverage", needs: "review.cover", count: "coverage" },
    ],
  },
  {
    title: "Evaluation",
    items: [
      {
        to: "/evaluations",
        label: "Runs",
        needs: "evaluation.read",
        way: { keys: "g e", does: "go to the evaluations" },
      },
    ],
  },
  {
    title: "Record",
    items: [
      { to: "/ledger", label: "Ledger", needs: "ledger.read" },
      { to: "/figures", label: "Figures", needs: "figures.read" },
      { to: "/oversight", label: "Reviews overseen", needs: "review.oversee" },
    ],
  },
  {
    title: "Guard",
    items: [
      {
        to: "/guard/held",
        label: "Held",
        needs: "guard.decide",
        count: "held",
        way: { keys: "g h", does: "go to what is held" },
      },
      { to: "/guard", label: "Packs", needs: "guard.read", isExact: true },
      { to: "/guard/try", label: "Try out", needs: "guard.read" },
      { to: "/guard/records", label: "Decisions", needs: "guard.read" },
      { to: "/guard/figures", label: "Counts", needs: "guard.read" },
      { to: "/guard/terms", label: "Trade secrets", needs: "guard.register" },
      { to: "/guard/erased", label: "Erasures", needs: "guard.erase" },
    ],
  },
  {
    title: "Desk",
    items: [
      { to: "/parties", label: "Parties", needs: "party.read" },
      { to: "/people", label: "People", needs: "person.manage" },
      { to: "/keys", label: "Keys", needs: "review.read" },
      { to: "/tokens", label: "API tokens", needs: undefined },
    ],
  },
];

/** The navigation of one person: what they may not open is not offered. */
export function navigationOf(may: (permission: Permission) => boolean): NavGroup[] {
  return GROUPS.map(({ title, items }) => ({
    title,
    items: items.filter(({ needs }) => needs === undefined || may(needs)),
  })).filter(({ items }) => items.length > 0);
}

/** Where two letters lead one person. */
export const waysOf = (may: (permission: Permission) => boolean) =>
  navigationOf(may).flatMap(({ items }) =>
    items.flatMap(({ to, way }) => (way === undefined ? [] : [{ to, ...way }])),
  );

/** Where a person starts: the first page that is theirs. */
export const homeOf = (may: (permission: Permission) => boolean): string =>
  navigationOf(may)[0]?.items[0]?.to ?? "/tokens";
