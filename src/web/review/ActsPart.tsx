import { Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { askCoverage } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { ACTS, type Act } from "#core/review/reviewWords.ts";
import { call } from "../api.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Time } from "../ui/Time.tsx";
import { Unbroken } from "../ui/Unbroken.tsx";
import { ReviewAct } from "./ReviewAct.tsx";
import classes from "./review.module.css";
import { useReviewChange } from "./reviewQuery.ts";
import { ACT_WORDS, counted } from "./reviewSays.ts";
import { COVERAGE_WORDS } from "./words.ts";

type Props = { readonly page: ReviewPage };

const SAYS: Record<Act, (props: Props) => ReactNode> = {
  "coverage-enquiry": ({ page }) => <Coverage page={page} />,
  "access-window": ({ page }) => <Window page={page} />,
  "partner-selection": ({ page }) => <Partners page={page} />,
};

/** The three acts side by side, each usable alone: what has happened in each, or that it was not opened for it. */
export const ActsPart = ({ page }: Props) => (
  <div className={classes.three}>
    {ACTS.map((act) => {
      const Says = SAYS[act];
      const isAsked = page.acts.includes(act);
      return (
        <div key={act} className={isAsked ? undefined : classes.unasked}>
          <b>{ACT_WORDS[act]}</b>
          {isAsked ? <Says page={page} /> : "not part of this review"}
        </div>
      );
    })}
  </div>
);

function Coverage({ page }: Props) {
  const { coverage, enquiry } = page;
  return (
    <>
      {coverage ? (
        <span>
          Recorded <Time at={coverage.at} as="day" /> by {coverage.by}:{" "}
          {COVERAGE_WORDS[coverage.coverage]}
          {coverage.until && (
            <>
              , until <Time at={coverage.until} as="day" />
            </>
          )}
          . {coverage.basis}{" "}
        </span>
      ) : (
        <span>
          {enquiry ? (
            <>
              Asked <Time at={enquiry.at} as="day" />; the designated role has recorded nothing yet.{" "}
            </>
          ) : (
            "Not asked yet. "
          )}
        </span>
      )}
      <ReviewAct page={page} move="ask-coverage" label={enquiry ? "Ask anew" : "Ask"}>
        {(close) => <CoverageAskDialog page={page} onClose={close} />}
      </ReviewAct>
    </>
  );
}

function CoverageAskDialog({ page, onClose }: Props & { readonly onClose: () => void }) {
  const [question, setQuestion] = useState("");
  const change = useReviewChange(page, onClose);
  return (
    <FormDialog
      open
      title="Ask whether the model is covered"
      says="Goes to the designated role, which alone records an answer. Nothing here computes one."
      act="Ask"
      busy={change.isPending}
      error={change.error}
      disabled={question.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(askCoverage, { params: { ref: page.ref }, headers, body: { question } }),
        )
      }
      onClose={onClose}
    >
      <Textarea
        label="Question"
        description={`Says that it is about ${page.model}, ${page.version}; add what tells.`}
        required
        autosize
        minRows={3}
        maxLength={8000}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Window({ page }: Props) {
  const { clock } = page;
  if (clock.state === "not-started")
    return page.openWeight
      ? "Open weights: no window, unless the lab confirms access."
      : "Begins on the day on which the lab confirms that access works.";
  const says =
    clock.state === "running"
      ? `Open since ${clock.firstDay}, when access worked. Ends with ${clock.lastDay}, by itself.`
      : `Ended ${clock.lastDay ?? ""}, and all access with it.`;
  return <Unbroken text={says} />;
}

function Partners({ page: { partners, ...page } }: Props) {
  const selected = page.selected.length;
  const objected = partners.filter(({ answer }) => answer?.agrees === false).length;
  const open = partners.length - selected - objected;
  if (partners.length === 0) return "Nobody proposed yet. A partner takes a yes from both sides.";
  return (
    <>
      {selected} selected by both sides, {open} proposed, {counted(objected, "objection")} with
      reasons.{" "}
      <a className="in" href="#partners">
        Read them
      </a>
    </>
  );
}
