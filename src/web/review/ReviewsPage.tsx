import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listReviews } from "#contract/review/review.ts";
import type { ReviewLine } from "#contract/review/reviewPage.ts";
import { call } from "../api.ts";
import { useMay } from "../session.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page } from "../ui/Page.tsx";
import { ShowMore } from "../ui/ShowMore.tsx";
import { type DotKind, State } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import { usePages } from "../ui/usePages.ts";
import { AskToJoinDialog } from "./AskToJoinDialog.tsx";
import { ACT_WORDS, INCREMENT_WORDS, stageSays } from "./reviewSays.ts";

/** Reviews that one's party takes part in, newest change first. */
export function ReviewsPage() {
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const query = usePages(["reviews"], (after, signal) =>
    call(listReviews, { query: { after, limit: 100 }, signal }),
  );
  return (
    <Page
      title="Reviews"
      about="in confidence, thirty days at most, newest change first"
      acts={
        <>
          {may("review.examine") && (
            <Button onClick={() => setAsking(true)}>Ask to join a review…</Button>
          )}
          {may("review.lead") && (
            <Button component={Link} to="/reviews/new" variant="filled">
              Open a review
            </Button>
          )}
        </>
      }
    >
      <Asked query={query} what="the reviews" lines={10}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? <NoReview /> : <Reviews items={items} />;
        }}
      </Asked>
      <ShowMore of={query} />
      {isAsking && <AskToJoinDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function NoReview() {
  const may = useMay();
  return (
    <>
      <EmptyState page fact="No review yet.">
        In a review a lab shows a model to agencies of its choice before a release: on signed terms,
        with sealed material, for thirty days at most. The window closes by itself. The lab can
        withdraw at any moment without a reason, its release dates stay its own, and nothing a
        review records says whether a model may be released.
      </EmptyState>
      <p className="small">
        {may("review.lead") && (
          <>
            <Link to="/reviews/new">Open a review</Link>: it begins as a draft, seen by nobody but
            the agencies that you name.{" "}
          </>
        )}
        {may("review.examine") &&
          "A lab names the agencies. If yours was not named, ask to join above; the lab says yes or no, and silence is no."}
      </p>
    </>
  );
}

const DOT: Record<ReviewLine["clock"]["state"], DotKind> = {
  "not-started": "open",
  running: "ok",
  ended: "plain",
};

const Reviews = ({ items }: { readonly items: readonly ReviewLine[] }) => (
  <DataTable
    label="Reviews"
    rows={items}
    keyOf={({ ref }) => ref}
    columns={[
      {
        id: "ref",
        head: "Review",
        width: "112px",
        stacked: "bare",
        cell: ({ ref }) => (
          <Link to="/reviews/$ref" params={{ ref }} className="mono">
            {ref}
          </Link>
        ),
      },
      {
        id: "model",
        head: "Model",
        width: "250px",
        stacked: "line",
        cell: ({ model, version, increment, openWeight }) => (
          <>
            <span className="strong">
              {model}, {version}
            </span>
            <br />
            <span className="dim">
              {INCREMENT_WORDS[increment.kind]}
              {openWeight && ", open weights"}
            </span>
          </>
        ),
      },
      { id: "lab", head: "Lab", width: "160px", cell: ({ lab }) => lab.name },
      {
        id: "acts",
        head: "Opened for",
        width: "150px",
        cell: ({ acts }) => acts.map((one) => ACT_WORDS[one]).join(", "),
      },
      {
        id: "stage",
        head: "So far",
        width: "140px",
        cell: (line) => <span className="strong">{stageSays(line)}</span>,
      },
      {
        id: "window",
        head: "Window",
        stacked: "line",
        cell: ({ acts, clock }) =>
          acts.includes("access-window") ? (
            <>
              <State dot={DOT[clock.state]}>{clock.state.replace("-", " ")}</State>
              <br />
              <span className="soft">{clock.line}</span>
            </>
          ) : (
            <span className="dim">none asked for</span>
          ),
      },
      {
        id: "changed",
        head: "Changed",
        width: "128px",
        cell: ({ changedAt }) => <Time at={changedAt} />,
      },
    ]}
  />
);
