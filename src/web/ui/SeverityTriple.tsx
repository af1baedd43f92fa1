import classes from "./severity.module.css";
import { type Band, bandOf, inForce, SIDES, type SideName } from "./severity.ts";

export const BAND: Record<Band, string | undefined> = {
  none: classes.none,
  low: classes.low,
  medium: classes.medium,
  high: classes.high,
  critical: classes.critical,
};

/** Three opinions side by side; the one in force is bold, a missing one is a dashed question mark. */
export function SeverityTriple({
  scores,
}: {
  readonly scores: Readonly<Record<SideName, number | null>>;
}) {
  const governs = inForce(scores);
  return (
    <span className={classes.triple}>
      {SIDES.map((side) => (
        <Score key={side} side={side} score={scores[side]} governs={side === governs} />
      ))}
    </span>
  );
}

function Score(props: {
  readonly side: SideName;
  readonly score: number | null;
  readonly governs: boolean;
}) {
  const { side, score } = props;
  if (score === null)
    return (
      <span className={classes.unknown} title={`${side}: not stated`}>
        ?
      </span>
    );
  const band = bandOf(score);
  return (
    <span
      className={`${BAND[band]} ${props.governs ? classes.governs : ""}`}
      title={`${side}: ${score.toFixed(1)}, ${band}${props.governs ? ", in force" : ""}`}
    >
      {score.toFixed(1)}
    </span>
  );
}

export const SeverityHead = () => (
  <span className={`${classes.triple} ${classes.head}`}>
    <span>finder</span>
    <span>verif.</span>
    <span>owner</span>
  </span>
);
