import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { decideProposal } from "#contract/clearinghouse/merge.ts";
import { call } from "../../api.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useMay } from "../../session.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { notify } from "../../ui/notify.ts";
import { Signals } from "../../ui/Signals.tsx";
import classes from "./case.module.css";
import { moveOf } from "./moves.ts";

/** The pair may be one root cause: what agrees, what does not, and one key for each answer. */
export function ProposalBox(props: {
  readonly page: CasePage;
  readonly proposal: CasePage["proposals"][number];
}) {
  const { page, proposal } = props;
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (answer: "merge" | "sibling" | "apart") =>
      call(decideProposal, { params: { id: proposal.id }, body: { answer } }),
    onSuccess: (_, answer) => {
      notify(`${SAID[answer]} Undo it under Merge proposals.`);
      for (const key of ["case", "cases", "proposals", "me", "case-counts"])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const merge = moveOf(page, "merge");
  const mayDecide = useMay()("case.work") && merge.allowed && !decide.isPending;
  const isFirst = page.proposals[0]?.id === proposal.id;
  useKeys([
    {
      keys: "m",
      does: "merge with the proposed case",
      on: mayDecide && isFirst,
      run: () => decide.mutate("merge"),
    },
    {
      keys: "s",
      does: "link as sibling",
      on: mayDecide && isFirst,
      run: () => decide.mutate("sibling"),
    },
    { keys: "n", does: "keep apart", on: mayDecide && isFirst, run: () => decide.mutate("apart") },
  ]);
  return (
    <section className={classes.card} aria-label={`Same root cause as ${proposal.other.ref}?`}>
      <div className="row">
        <h2>Same root cause?</h2>
        <span className="push small dim">proposed, {proposal.score.toFixed(2)}</span>
      </div>
      <div className={classes.pair}>
        <span>
          <b>{page.ref}</b>
          this case, {reports(page.findings.length)}
        </span>
        <span className="dim">and</span>
        <span>
          <Link to="/cases/$ref" params={{ ref: proposal.other.ref }}>
            <b>{proposal.other.ref}</b>
          </Link>
          {proposal.other.title}, {reports(proposal.other.reports)}
        </span>
      </div>
      <Signals signals={proposal.signals} />
      <div className={classes.acts}>
        <Button variant="filled" disabled={!mayDecide} onClick={() => decide.mutate("merge")}>
          Merge{isFirst && <kbd className={classes.key}>m</kbd>}
        </Button>
        <Button disabled={!mayDecide} onClick={() => decide.mutate("sibling")}>
          Link as sibling{isFirst && <kbd className={classes.key}>s</kbd>}
        </Button>
        <Button disabled={!mayDecide} onClick={() => decide.mutate("apart")}>
          Keep apart{isFirst && <kbd className={classes.key}>n</kbd>}
        </Button>
      </div>
      <p className={classes.says}>
        Merging keeps both credits, tells nobody outside, and is reversed exactly by an undo.
      </p>
      <Refusal error={decide.error} />
    </section>
  );
}

const SAID = { merge: "Merged.", sibling: "Linked as siblings.", apart: "Kept apart." } as const;
const reports = (n: number) => `${n} ${n === 1 ? "report" : "reports"}`;
