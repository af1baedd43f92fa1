import type { ReactNode } from "react";
import classes from "./ladder.module.css";
import type { Level } from "./Rungs.tsx";
import { Time } from "./Time.tsx";

export type LadderRung = {
  readonly level: Level;
  readonly reached: boolean;
  readonly at: string | null;
  readonly by: string | null;
  readonly note: string | null;
  readonly run: ReactNode;
};

const NAME: Record<Level, string> = {
  asserted: "Asserted",
  reproduced: "Reproduced",
  "independently-reproduced": "Independently reproduced",
  "owner-confirmed": "Owner-confirmed",
  refuted: "Refuted",
};
const INK: Record<Level, string | undefined> = {
  asserted: classes.asserted,
  reproduced: classes.reproduced,
  "independently-reproduced": classes.independent,
  "owner-confirmed": classes.confirmed,
  refuted: classes.refuted,
};

/** The evidence as one line: rungs reached are filled, the next ones hollow with a dashed line to them. */
export function Ladder({ rungs }: { readonly rungs: readonly LadderRung[] }) {
  return (
    <ol className={classes.ladder}>
      {rungs.map((rung, index) => (
        <li key={rung.level} className={shape(rung, rungs[index + 1])}>
          <b>
            {NAME[rung.level]}
            {!rung.reached && <span className="gone">, not reached</span>}
          </b>
          {rung.reached ? <Reached rung={rung} /> : (rung.note ?? "not yet")}
        </li>
      ))}
    </ol>
  );
}

const shape = (rung: LadderRung, next: LadderRung | undefined): string => {
  const open = rung.reached && next !== undefined && !next.reached;
  return [
    INK[rung.level],
    rung.reached ? "" : classes.next,
    open ? classes.to : "",
    next === undefined ? classes.last : "",
  ].join(" ");
};

const Reached = ({ rung }: { readonly rung: LadderRung }) => (
  <>
    {rung.at && <Time at={rung.at} />}
    {rung.by && `, ${rung.by}`}
    <br />
    {rung.run}
    {rung.note && <span> {rung.note}</span>}
  </>
);
