import { isEmbargoed } from "../caseFacts.ts";
import type { CaseState } from "../caseState.ts";
import { ownerProgress } from "../ownerProgress.ts";

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What a case waits for, from the desk and from others. */
export function waitingFor(
  state: CaseState,
  open: { readonly proposals: number; readonly drafts: number; readonly tasks: number },
  now: string,
): { readonly you: readonly string[]; readonly others: readonly string[] } {
  const owner = ownerProgress(state);
  const you = [
    ...(open.proposals > 0 ? [plural(open.proposals, "merge proposal")] : []),
    ...(open.drafts > 0 ? [`${plural(open.drafts, "draft")} to send`] : []),
    ...(open.tasks > 0 ? [plural(open.tasks, "task")] : []),
    ...(owner.state === "needs-more" ? ["the owner asked for more"] : []),
    ...(owner.state === "not-contacted" && open.drafts === 0 ? ["the owner to be told"] : []),
    ...(owner.state === "fixed" && state.advisory === null ? ["the advisory"] : []),
  ];
  const since = owner.since?.slice(0, 10);
  const others = [
    ...(owner.state === "sent" ? [`the owner: an answer, asked ${since}`] : []),
    ...(owner.state === "acknowledged" ? [`the owner: verdict, acknowledged ${since}`] : []),
    ...(owner.state === "confirmed" ? [`the owner: a fix, confirmed ${since}`] : []),
    ...(state.embargo.em === "proposed" && isEmbargoed(state, now)
      ? ["the participants: the embargo"]
      : []),
  ];
  return { you, others };
}
