import type { GuardFigures } from "#contract/guard/figure.ts";
import { ACTIONS } from "#core/guard/verdict.ts";
import { Scroll } from "../../ui/Scroll.tsx";
import { figure } from "../words.ts";
import { toBars } from "./days.ts";
import classes from "./record.module.css";

/** A count, or that it is too small to be told. */
export const Cell = ({ count }: { readonly count: number | null }) => {
  if (count === null) return <span className={classes.few}>few</span>;
  return count === 0 ? <span className="dim">0</span> : figure(count);
};

/** A table whose last column is drawn: whoever hears it hears the same figures. */
export function DaysChart({ days }: { readonly days: GuardFigures["days"] }) {
  const bars = toBars(days);
  return (
    <Scroll className={classes.days} label="Day by day">
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {ACTIONS.map((verdict) => (
              <th key={verdict} scope="col" className="num">
                {verdict}
              </th>
            ))}
            <td aria-hidden="true">of the busiest day</td>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ day, parts, isPartial }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              {ACTIONS.map((verdict) => (
                <td key={verdict} className="num">
                  <Cell
                    count={
                      days
                        .find((one) => one.day === day)
                        ?.verdicts.find((one) => one.verdict === verdict)?.count ?? null
                    }
                  />
                </td>
              ))}
              <td aria-hidden="true" className={classes.bar}>
                {parts.map(({ verdict, per }) => (
                  <i key={verdict} data-verdict={verdict} style={{ width: `${per}%` }} />
                ))}
                {isPartial && <i data-verdict="few" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
