import { Link } from "@tanstack/react-router";
import type { EscalationPage } from "#contract/guard/escalation.ts";
import { MarkedText } from "../text/MarkedText.tsx";
import classes from "./held.module.css";
import { sharedPassages } from "./shared.ts";

/** Both sides of each near copy, with what they share marked. The registered side is for readers of its case. */
export const NearCopies = ({ copies }: { readonly copies: EscalationPage["nearCopies"] }) =>
  copies.map(({ ruleId, here, there, caseRef }) => {
    const shared = sharedPassages(here, there ?? "");
    return (
      <section key={`${ruleId} ${here}`} className={classes.sides} aria-label="Near copy">
        <div>
          <h3>In what is held</h3>
          <MarkedText className={classes.paper} text={here} stretches={shared.here} />
        </div>
        <div>
          <h3>
            Registered passage
            {caseRef !== null && (
              <>
                {" "}
                of{" "}
                <Link to="/cases/$ref" params={{ ref: caseRef }} className="mono in">
                  {caseRef}
                </Link>
              </>
            )}
          </h3>
          {there === null ? (
            <p className={classes.hidden}>It belongs to a case that you do not read.</p>
          ) : (
            <MarkedText className={classes.paper} text={there} stretches={shared.there} />
          )}
        </div>
      </section>
    );
  });
