import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { RELEASES, type Release } from "#core/review/reviewWords.ts";
import { Section, TextButton } from "../../ui/Page.tsx";
import { State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { moveOf } from "../moves.ts";
import classes from "../review.module.css";
import { ReleaseDialog } from "./ReleaseDialog.tsx";
import { ReleasedDialog } from "./ReleasedDialog.tsx";

const NAMES: Record<Release, string> = {
  "trusted-partner": "Trusted partners",
  limited: "Limited",
  public: "Public",
};

/** The lab's own dates, changed by it at any time, also after the end. */
export function ReleasesPart({ page }: { readonly page: ReviewPage }) {
  const [dialog, setDialog] = useState<{ readonly kind: "date" | "done"; readonly of: Release }>();
  const close = () => setDialog(undefined);
  const date = moveOf(page, "date-release");
  const release = moveOf(page, "release");
  const isLab = page.side === "lab";
  return (
    <Section
      id="releases"
      title="Release dates"
      fact={isLab ? "yours, at any time" : "the lab’s own, at any time"}
    >
      <ul className={classes.list}>
        {RELEASES.map((each) => {
          const done = page.released.find((one) => one.release === each);
          return (
            <li key={each}>
              <span>
                <span className="strong">{NAMES[each]}</span>{" "}
                {done ? (
                  <State dot="ok">
                    released <Time at={done.at} />
                  </State>
                ) : (
                  (page.releases[each] ?? <span className="dim">no date</span>)
                )}
              </span>
              {isLab && !done && (
                <span className={classes.rowActs}>
                  <TextButton
                    disabled={!date.open}
                    title={date.why}
                    onClick={() => setDialog({ kind: "date", of: each })}
                  >
                    {page.releases[each] === null ? "Set" : "Change"}
                    <span className="gone"> the date of: {NAMES[each]}</span>
                  </TextButton>
                  <TextButton
                    disabled={!release.open}
                    title={release.why}
                    onClick={() => setDialog({ kind: "done", of: each })}
                  >
                    Released…<span className="gone"> {NAMES[each]}</span>
                  </TextButton>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {dialog?.kind === "date" && <ReleaseDialog page={page} of={dialog.of} onClose={close} />}
      {dialog?.kind === "done" && <ReleasedDialog page={page} of={dialog.of} onClose={close} />}
    </Section>
  );
}
