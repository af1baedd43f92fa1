import { z } from "zod";
import { CaseRef, Id, Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import { change } from "./change.ts";
import { Reason, Signal } from "./words.ts";

const SideOfProposal = z.object({
  ref: z.string(),
  title: z.string(),
  component: z.string().nullable(),
  weakness: z.string().nullable(),
  evidence: z.string(),
  description: z.string(),
  place: z.string().nullable(),
  trace: z.string().nullable(),
  reports: z.number().int(),
  openedAt: Instant,
});

export const Proposal = z.object({
  id: Id,
  score: z.number(),
  state: z.enum(["open", "merged", "sibling", "apart", "gone"]),
  createdAt: Instant,
  decidedBy: z.string().nullable(),
  one: SideOfProposal,
  other: SideOfProposal,
  signals: z.array(Signal),
});
export type Proposal = z.infer<typeof Proposal>;

export const listProposals = route({
  id: "listProposals",
  method: "GET",
  path: "/api/proposals",
  summary: "Pairs of cases that may be one root cause, most likely first",
  permission: "case.work",
  audit: "access",
  query: PageQuery.extend({ state: z.enum(["open", "decided"]).default("open") }),
  answer: page(Proposal),
});

export const decideProposal = route({
  id: "decideProposal",
  method: "POST",
  path: "/api/proposals/:id/decide",
  summary: "Merge, link as siblings, keep apart, or undo the last answer",
  permission: "case.work",
  audit: "decision",
  params: z.object({ id: Id }),
  body: z.strictObject({ answer: z.enum(["merge", "sibling", "apart", "undo"]) }),
  answer: Proposal,
});

export const mergeCase = change(
  "mergeCase",
  "merge",
  "Merge this case into another; both credits are kept and it reverses exactly",
  z.strictObject({ into: CaseRef }),
);
export const undoMerge = change(
  "undoMerge",
  "undo-merge",
  "Take a merged case out again, with exactly the findings it brought",
  z.strictObject({ merged: CaseRef }),
);
export const splitCase = change(
  "splitCase",
  "split",
  "Move findings into a new case of their own",
  z.strictObject({ findings: z.array(z.string()).min(1).max(500), reason: Reason }),
);
export const undoSplit = change(
  "undoSplit",
  "undo-split",
  "Bring the findings of a case that was split off back; it is closed when nothing of its own is left",
  z.strictObject({ part: CaseRef }),
);
export const linkSibling = change(
  "linkSibling",
  "sibling",
  "Link, or unlink, a case with the same shape in another place",
  z.strictObject({ other: CaseRef, linked: z.boolean() }),
);
