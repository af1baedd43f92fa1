import type { AdvisoryPage } from "#contract/clearinghouse/advisory.ts";
import classes from "./advisory.module.css";

type Rendering = AdvisoryPage["renderings"][number];

const NAME: Record<Rendering["rendering"], string> = {
  csaf: "CSAF 2.0",
  osv: "OSV",
  cve: "CVE JSON 5",
  openvex: "OpenVEX",
};
const MARK = {
  valid: <span className="tick">✓</span>,
  invalid: <span className="cross">✕</span>,
  absent: <span className="dim">–</span>,
};

/** Each rendering with what its own standard's validator says. `brief` shows the first fault alone. */
export const RenderingList = (props: {
  readonly renderings: readonly Rendering[];
  readonly brief?: boolean;
}) => (
  <ul className={classes.renderings}>
    {props.renderings.map((each) => (
      <li key={each.rendering}>
        {MARK[each.state]}
        <span>
          {NAME[each.rendering]}
          <span className="gone">, {each.state}</span>
        </span>
        <span className={each.state === "invalid" ? undefined : "dim"}>
          {each.state === "invalid" ? (
            <Faults rendering={each} brief={props.brief ?? false} />
          ) : (
            each.note
          )}
        </span>
      </li>
    ))}
  </ul>
);

function Faults({ rendering, brief }: { readonly rendering: Rendering; readonly brief: boolean }) {
  const { problems } = rendering;
  const shown = brief ? problems.slice(0, 1) : problems.slice(0, 30);
  return (
    <>
      {shown.map((problem) => (
        <span key={problem.rule + problem.pointer} className={classes.fault}>
          <code>{problem.pointer || "/"}</code> {problem.message}
        </span>
      ))}
      {problems.length > shown.length && (
        <span className="dim">and {problems.length - shown.length} more</span>
      )}
      {problems.length === 0 && rendering.note}
    </>
  );
}
