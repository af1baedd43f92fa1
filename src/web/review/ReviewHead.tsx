import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { exportReview, reviewDates, reviewReport } from "#contract/review/review.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { pathOf } from "../request.ts";
import { useMe } from "../session.ts";
import frame from "../ui/page.module.css";
import { Tag } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import { ConfirmAccessDialog } from "./clock/ConfirmAccessDialog.tsx";
import { SubmitDialog } from "./door/SubmitDialog.tsx";
import { WithdrawDialog } from "./door/WithdrawDialog.tsx";
import { moveOf } from "./moves.ts";
import { ReviewMenu } from "./ReviewMenu.tsx";
import { ReviewTrail } from "./ReviewTrail.tsx";
import classes from "./review.module.css";
import { attachedNames, INCREMENT_WORDS, stageSays } from "./reviewSays.ts";
import { waitsOf } from "./waits.ts";

export function ReviewHead({ page }: { readonly page: ReviewPage }) {
  return (
    <header id="head">
      <ReviewTrail of={page.ref} end={<Papers page={page} />} />
      <div className={classes.title}>
        <div>
          <h1>
            {page.model}, {page.version}
          </h1>
          <Meta page={page} />
        </div>
        {page.side === "lab" && <LabActs page={page} />}
        {page.side === "agency" && <ReviewMenu page={page} />}
      </div>
      <Waiting page={page} />
    </header>
  );
}

function Papers({ page: { ref } }: { readonly page: ReviewPage }) {
  const params = { ref };
  return (
    <nav className={frame.trailEnd} aria-label="Papers of this review">
      <Link to="/reviews/$ref/record" params={params}>
        Record
      </Link>
      <a href={pathOf(reviewReport.path, { ref, form: "html" })} target="_blank" rel="noreferrer">
        Report
      </a>
      <a href={pathOf(reviewDates.path, params)} download={`${ref}.ics`}>
        Dates (.ics)
      </a>
      <a href={pathOf(exportReview.path, params)} download={`${ref}.zip`}>
        Export what is held, and who saw it
      </a>
    </nav>
  );
}

const Meta = ({ page }: { readonly page: ReviewPage }) => (
  <div className={frame.meta}>
    <Tag>{stageSays(page)}</Tag>
    {page.ended !== null && (
      <span>
        <Time at={page.ended.at} />
        {page.ended.reason && `: ${page.ended.reason}`}
      </span>
    )}
    <span>
      {INCREMENT_WORDS[page.increment.kind]}
      {page.increment.reuses !== null && (
        <>
          , reuses{" "}
          <Link to="/reviews/$ref" params={{ ref: page.increment.reuses }} className="mono">
            {page.increment.reuses}
          </Link>
        </>
      )}
    </span>
    {page.openWeight && <span>open weights</span>}
    <span>
      opened by {page.side === "lab" ? "you" : page.lab.name}, <Time at={page.openedAt} as="day" />
    </span>
    <span>
      {page.agencies.some(({ state }) => state === "attached")
        ? `attached: ${attachedNames(page)}`
        : "no agency attached"}
    </span>
    {page.increment.note !== "" && <span className="dim">{page.increment.note}</span>}
  </div>
);

type Dialog = "submit" | "confirm-access" | "withdraw";

/** What comes next is the one filled button. Withdrawing is always in reach. */
function LabActs({ page }: { readonly page: ReviewPage }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const submit = moveOf(page, "submit");
  const confirm = moveOf(page, "confirm-access");
  const withdraw = moveOf(page, "withdraw");
  return (
    <div className={classes.acts}>
      {submit.open && (
        <Button variant="filled" onClick={() => setDialog("submit")}>
          Hand it in…
        </Button>
      )}
      {confirm.open && (
        <Button variant="filled" onClick={() => setDialog("confirm-access")}>
          Confirm that access works…
        </Button>
      )}
      <Button component="a" href="#releases">
        Release dates
      </Button>
      <Button disabled={!withdraw.open} title={withdraw.why} onClick={() => setDialog("withdraw")}>
        Withdraw…
      </Button>
      <ReviewMenu page={page} />
      {dialog === "submit" && <SubmitDialog page={page} onClose={close} />}
      {dialog === "confirm-access" && <ConfirmAccessDialog page={page} onClose={close} />}
      {dialog === "withdraw" && <WithdrawDialog page={page} onClose={close} />}
    </div>
  );
}

function Waiting({ page }: { readonly page: ReviewPage }) {
  const { personId, party } = useMe();
  const { you, others } = waitsOf(page, { personId, partyId: party?.id ?? null });
  return (
    <div className={frame.wait}>
      <b className="strong">Waiting on you</b>
      {you.length === 0 ? (
        <span className="dim">nothing</span>
      ) : (
        you.map(({ what, at }) => (
          <a key={what} href={at}>
            {what}
          </a>
        ))
      )}
      <span className={frame.waitEnd}>
        {others.length === 0 ? "Waiting on nobody else" : `Waiting on ${others.join("; ")}`}
      </span>
    </div>
  );
}
