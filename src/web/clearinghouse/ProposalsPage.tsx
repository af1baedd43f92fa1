import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { decideProposal, listProposals, type Proposal } from "#contract/clearinghouse/merge.ts";
import { call } from "../api.ts";
import { KeyHints } from "../keys/KeyHelp.tsx";
import { useKeys } from "../keys/useKeys.ts";
import { Asked } from "../ui/Asked.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Refusal } from "../ui/ErrorState.tsx";
import { notify } from "../ui/notify.ts";
import panes from "../ui/panes.module.css";
import { Signals } from "../ui/Signals.tsx";
import { usePages } from "../ui/usePages.ts";
import { useTitle } from "../ui/useTitle.ts";
import { ProposalSide, ProposalText } from "./ProposalSide.tsx";
import classes from "./proposals.module.css";

type Answer = "merge" | "sibling" | "apart" | "undo";
const SAID: Record<Answer, string> = {
  merge: "Merged; u takes it back.",
  sibling: "Linked as siblings; u takes it back.",
  apart: "Kept apart; u takes it back.",
  undo: "Taken back.",
};
const HINTS = [
  { keys: ["j", "k"], does: "move" },
  { keys: ["m"], does: "merge" },
  { keys: ["s"], does: "sibling" },
  { keys: ["n"], does: "keep apart" },
  { keys: ["u"], does: "undo" },
  { keys: ["?"], does: "all keys" },
];

/** Pairs that may be one root cause, most likely first; both sides with what agrees and what does not. One key answers. */
export function ProposalsPage() {
  useTitle("Merge proposals");
  const queries = useQueryClient();
  const query = usePages(["proposals", "open"], (after, signal) =>
    call(listProposals, { query: { state: "open", after, limit: 50 }, signal }),
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [currentId, setCurrent] = useState<string>();
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === currentId),
  );
  const current = items[at];
  const answered = useRef<string[]>([]);
  const decide = useMutation({
    mutationFn: ({ id, answer }: { id: string; answer: Answer }) =>
      call(decideProposal, { params: { id }, body: { answer } }),
    onSuccess: (_, { id, answer }) => {
      answered.current =
        answer === "undo" ? answered.current.slice(0, -1) : [...answered.current, id];
      setCurrent(answer === "undo" ? id : (items[at + 1]?.id ?? items[at - 1]?.id));
      notify(SAID[answer]);
      for (const key of ["proposals", "cases", "case", "case-counts", "me"])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const say = (answer: Answer) =>
    current && !decide.isPending && decide.mutate({ id: current.id, answer });
  const undo = () => {
    const id = answered.current.at(-1);
    if (id !== undefined && !decide.isPending) decide.mutate({ id, answer: "undo" });
  };
  const move = (step: number) => {
    const next = items[at + step];
    if (next) setCurrent(next.id);
    if (at + step > items.length - 5 && query.hasNextPage && !query.isFetching)
      void query.fetchNextPage();
  };
  useKeys([
    { keys: "j", does: "next pair", on: at < items.length - 1, run: () => move(1) },
    { keys: "k", does: "pair before", on: at > 0, run: () => move(-1) },
    {
      keys: "m",
      does: "merge: one root cause",
      on: current !== undefined,
      run: () => say("merge"),
    },
    { keys: "s", does: "link as siblings", on: current !== undefined, run: () => say("sibling") },
    { keys: "n", does: "keep apart", on: current !== undefined, run: () => say("apart") },
    { keys: "u", does: "undo the last answer", run: undo },
  ]);
  return (
    <div className={panes.page}>
      <div className={panes.top}>
        <h1>Merge proposals</h1>
        <span className="dim">
          {query.data &&
            `${items.length}${query.hasNextPage ? " and more" : ""} open, most likely first`}
        </span>
      </div>
      <div className={panes.body}>
        <Asked query={query} what="the merge proposals" lines={8}>
          {() =>
            current === undefined ? (
              <EmptyState page fact="No pair waits for a decision.">
                When a finding looks like a case that exists and is not certainly the same, the pair
                appears here. <Link to="/work">Back to your work</Link>.
              </EmptyState>
            ) : (
              <>
                <ol className={classes.list} aria-label="Open proposals">
                  {items.map((proposal) => (
                    <li key={proposal.id}>
                      <button
                        type="button"
                        aria-current={proposal.id === current.id || undefined}
                        onClick={() => setCurrent(proposal.id)}
                      >
                        <span>{proposal.score.toFixed(2)}</span>
                        <span className="mono">{proposal.one.ref}</span>
                        <span className="mono">{proposal.other.ref}</span>
                      </button>
                    </li>
                  ))}
                </ol>
                <Pair
                  proposal={current}
                  busy={decide.isPending}
                  error={decide.error}
                  onAnswer={say}
                />
              </>
            )
          }
        </Asked>
      </div>
      <KeyHints hints={HINTS} />
    </div>
  );
}

function Pair(props: {
  readonly proposal: Proposal;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const { proposal, busy, onAnswer } = props;
  return (
    <div className={panes.panel}>
      <div className={classes.sides}>
        <ProposalSide side={proposal.one} />
        <ProposalSide side={proposal.other} />
      </div>
      <section className={classes.card}>
        <div className="row">
          <h2>Same root cause?</h2>
          <span className="push small dim">proposed, {proposal.score.toFixed(2)}</span>
        </div>
        <Signals signals={proposal.signals} />
        <div className={classes.acts}>
          <Button variant="filled" disabled={busy} onClick={() => onAnswer("merge")}>
            Merge <kbd className={classes.key}>m</kbd>
          </Button>
          <Button disabled={busy} onClick={() => onAnswer("sibling")}>
            Link as siblings <kbd className={classes.key}>s</kbd>
          </Button>
          <Button disabled={busy} onClick={() => onAnswer("apart")}>
            Keep apart <kbd className={classes.key}>n</kbd>
          </Button>
        </div>
        <p className={classes.says}>
          Merging keeps both credits, tells nobody outside, and <kbd>u</kbd> reverses it exactly.
        </p>
        <Refusal error={props.error} />
      </section>
      <div className={classes.sides}>
        <ProposalText side={proposal.one} />
        <ProposalText side={proposal.other} />
      </div>
    </div>
  );
}
