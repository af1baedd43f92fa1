import type { Identity } from "#core/evaluation/identity.ts";
import type { Opinion, PanelVerdict } from "#core/evaluation/verdict.ts";
import { Outcome } from "../Outcome.tsx";
import type { Grounds } from "./marks.ts";
import { showMark } from "./Transcript.tsx";
import classes from "./transcript.module.css";

/** A panel's verdict, as far as a reader is told of it here. */
export type Told = Pick<PanelVerdict, "outcome" | "decidedBy" | "conflict"> & {
  readonly opinions: readonly Pick<Opinion, "judge" | "kind" | "outcome" | "reason">[];
};

type Props = {
  readonly label: string;
  readonly dimension: string;
  readonly verdict: Told;
  /** Of each opinion, in the same order. */
  readonly grounds: readonly Grounds[];
  readonly nameOf: (judge: Identity) => string;
};

/** Who said what and by what, and what the panel makes of it. Opinions that were overruled stay. */
export function JudgesTable({ label, dimension, verdict, grounds, nameOf }: Props) {
  return (
    <table className={classes.judges} aria-label={label}>
      <colgroup>
        <col width="30%" />
        <col width="22%" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Judge</th>
          <th scope="col">Verdict</th>
          <th scope="col">Why, with citations</th>
        </tr>
      </thead>
      <tbody>
        {verdict.opinions.map((opinion, at) => (
          <tr
            // biome-ignore lint/suspicious/noArrayIndexKey: a judge that is asked n times has n opinions, always in this order
            key={at}
            className={opinion.outcome === verdict.outcome ? undefined : classes.overruled}
          >
            <th scope="row">
              {opinion.kind}: {nameOf(opinion.judge)}
            </th>
            <td>
              <Outcome outcome={opinion.outcome} dimension={dimension} />
            </td>
            <td>
              {opinion.reason} <Numbers grounds={grounds[at]} />
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row" className="strong">
            Panel
          </th>
          <td>
            <Outcome outcome={verdict.outcome} dimension={dimension} />
          </td>
          <td>{panelSays(verdict)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** The places that somebody cites, to be shown, and what of their quotations is nowhere. */
export function Numbers({ grounds }: { readonly grounds: Grounds | undefined }) {
  if (grounds === undefined) return null;
  return (
    <>
      <span className={classes.numbers}>
        {grounds.numbers.map((number) => (
          <button
            key={number}
            type="button"
            aria-label={`Show place ${number}`}
            onClick={() => showMark(number)}
          >
            [{number}]
          </button>
        ))}
      </span>
      {grounds.lost.map(({ quote, why }) => (
        <span key={quote} className={classes.lost} title={why}>
          {" "}
          “{quote}” is nowhere certain in the transcript.
        </span>
      ))}
    </>
  );
}

const ORDER = { person: "a person", rule: "a rule", model: "a model" } as const;

/** What the panel did with the opinions. */
export function panelSays({ opinions, decidedBy, conflict, outcome }: Told): string {
  if (opinions.length === 0) return "No judge looks at this: it is counted, and never as a no.";
  if (outcome === "not_applicable") return "It was not asked here.";
  if (decidedBy === null) return "Nobody could say.";
  if (outcome === "inconclusive") return `Those who decide are even: ${ORDER[decidedBy]} each way.`;
  if (!conflict) return opinions.length === 1 ? "One judge." : "All who answered agree.";
  const others = [...new Set(opinions.map(({ kind }) => kind))].filter((k) => k !== decidedBy);
  const over = others.filter((kind) =>
    opinions.some((one) => one.kind === kind && one.outcome !== outcome),
  );
  const beats = over.map((kind) => ORDER[kind]).join(" and ");
  return over.length > 0
    ? `${ORDER[decidedBy]} beats ${beats}; the conflict stays on record.`
    : "Decided among their own kind; the conflict stays on record.";
}
