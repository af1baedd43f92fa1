import classes from "./signals.module.css";

export type SignalRow = {
  readonly name: string;
  readonly verdict: "agrees" | "disagrees" | "unknown";
  readonly here: string;
  readonly there: string;
};

const MARK = {
  agrees: <span className="tick">✓</span>,
  disagrees: <span className="cross">✕</span>,
  unknown: <span className="unk">?</span>,
};

/** What speaks for one root cause and what against; a signal nobody can read is unknown, not neutral. */
export const Signals = ({ signals }: { readonly signals: readonly SignalRow[] }) => (
  <ul className={classes.signals}>
    {signals.map((signal) => (
      <li key={signal.name}>
        {MARK[signal.verdict]}
        <span>
          {signal.name.charAt(0).toUpperCase() + signal.name.slice(1)}
          <span className="gone">, {signal.verdict}</span>
        </span>
        <span className={signal.verdict === "unknown" ? "unk" : "soft"}>{said(signal)}</span>
      </li>
    ))}
  </ul>
);

function said({ here, there, verdict }: SignalRow): string {
  if (here === there && here !== "") return verdict === "agrees" ? `${here} in both` : here;
  return `${here || "not stated"} here, ${there || "not stated"} there`;
}
