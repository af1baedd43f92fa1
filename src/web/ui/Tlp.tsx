import classes from "./badge.module.css";

export type TlpLabel = "RED" | "AMBER+STRICT" | "AMBER" | "GREEN" | "CLEAR";

const INK: Record<TlpLabel, string | undefined> = {
  RED: classes.red,
  "AMBER+STRICT": classes.amber,
  AMBER: classes.amber,
  GREEN: classes.green,
  CLEAR: classes.clear,
};
const SAYS: Record<TlpLabel, string> = {
  RED: "For the named recipients only",
  "AMBER+STRICT": "For the recipient’s organisation only",
  AMBER: "For the recipient’s organisation and its clients",
  GREEN: "For the community",
  CLEAR: "May be shared without limits",
};

/** Traffic Light Protocol 2.0, in FIRST.org's inks on black. */
export const Tlp = ({ label }: { readonly label: TlpLabel }) => (
  <span className={`${classes.tlp} ${INK[label]}`} title={SAYS[label]}>
    TLP:{label}
  </span>
);
