import classes from "./rungs.module.css";

export type Level =
  | "asserted"
  | "reproduced"
  | "independently-reproduced"
  | "owner-confirmed"
  | "refuted";

const REACHED: Record<Level, number> = {
  refuted: 0,
  asserted: 1,
  reproduced: 2,
  "independently-reproduced": 3,
  "owner-confirmed": 4,
};
const WORD: Record<Level, string> = {
  refuted: "refuted",
  asserted: "asserted",
  reproduced: "reproduced",
  "independently-reproduced": "independent",
  "owner-confirmed": "confirmed",
};
const INK: Record<Level, string | undefined> = {
  refuted: classes.refuted,
  asserted: classes.asserted,
  reproduced: classes.reproduced,
  "independently-reproduced": classes.independent,
  "owner-confirmed": classes.confirmed,
};

/** Evidence in a row of a table: four rungs of one hue that deepens, and the word. */
export const Rungs = ({ level }: { readonly level: Level }) => (
  <span className={classes.cell}>
    <span className={`${classes.rungs} ${INK[level]}`} aria-hidden="true">
      {[1, 2, 3, 4].map((rung) => (
        <i key={rung} className={rung <= REACHED[level] ? classes.on : undefined} />
      ))}
    </span>
    {WORD[level]}
  </span>
);
