import { Link } from "@tanstack/react-router";
import type { Proposal } from "#contract/clearinghouse/merge.ts";
import { EvidenceLevel } from "#contract/clearinghouse/words.ts";
import { CodeView } from "../ui/CodeView.tsx";
import { Purl } from "../ui/Purl.tsx";
import { Rungs } from "../ui/Rungs.tsx";
import { Unknown } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import classes from "./proposals.module.css";

type Props = { readonly side: Proposal["one"] };

/** One of the two cases of a proposal, in the same order of facts as the other, so that the eye compares line by line. */
export function ProposalSide({ side }: Props) {
  const evidence = EvidenceLevel.safeParse(side.evidence);
  return (
    <article className={classes.side}>
      <p>
        <Link to="/cases/$ref" params={{ ref: side.ref }} className="mono">
          {side.ref}
        </Link>{" "}
        <span className="dim">
          {side.reports} {side.reports === 1 ? "report" : "reports"}, opened{" "}
          <Time at={side.openedAt} as="day" />
        </span>
      </p>
      <h2>{side.title}</h2>
      <dl>
        <dt>Component</dt>
        <dd>
          <Purl purl={side.component} />
        </dd>
        <dt>Weakness</dt>
        <dd>{side.weakness ?? <Unknown />}</dd>
        <dt>Place</dt>
        <dd className="mono">{side.place ?? <Unknown />}</dd>
        <dt>Evidence</dt>
        <dd>{evidence.success ? <Rungs level={evidence.data} /> : side.evidence}</dd>
      </dl>
    </article>
  );
}

/** What the reports of that case say, in full: read where the facts leave a doubt. */
export const ProposalText = ({ side }: Props) => (
  <section className={classes.side} aria-label={`What ${side.ref} says`}>
    <h3 className="mono">{side.ref}</h3>
    <p className={classes.text}>{side.description}</p>
    {side.trace !== null && (
      <CodeView label={`Trace of ${side.ref}`} head={<span>trace</span>} text={side.trace} />
    )}
  </section>
);
