import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { Section } from "../../ui/Page.tsx";
import { BAND } from "../../ui/SeverityTriple.tsx";
import severity from "../../ui/severity.module.css";
import { SIDES } from "../../ui/severity.ts";
import { Time } from "../../ui/Time.tsx";
import { Act } from "./Act.tsx";
import classes from "./case.module.css";
import { SeverityDialog } from "./SeverityDialog.tsx";

export function SeverityPart({ page }: { readonly page: CasePage }) {
  const { inForce } = page.severity;
  const changes = SIDES.reduce((sum, side) => sum + (page.severity[side]?.changes ?? 0), 0);
  return (
    <Section
      title="Severity"
      fact={`kept apart; ${changes === 0 ? "never changed" : changes === 1 ? "changed once" : `changed ${changes} times`}`}
      act={
        <Act page={page} move="state-severity" needs="case.rate" label="State one">
          {(open, close) => <SeverityDialog page={page} open={open} onClose={close} />}
        </Act>
      }
    >
      <div className={classes.severity}>
        {SIDES.map((side) => {
          const stated = page.severity[side];
          return (
            <div key={side}>
              <span>{side.charAt(0).toUpperCase() + side.slice(1)}</span>
              {stated === null ? (
                <>
                  <span className={`${classes.score} ${severity.unknown}`}>?</span>
                  <span className="unk">Not stated.</span>
                </>
              ) : (
                <>
                  <span className={`${classes.score} ${BAND[stated.band]}`}>
                    {stated.score.toFixed(1)}
                  </span>
                  <span className="soft" title={stated.vector}>
                    {inForce === side && <b className="strong">in force. </b>}
                    {stated.reason}{" "}
                    <span className="dim">
                      {stated.by}, <Time at={stated.at} as="day" />, CVSS {stated.version}
                    </span>
                  </span>
                </>
              )}
            </div>
          );
        })}
      </div>
    </Section>
  );
}
