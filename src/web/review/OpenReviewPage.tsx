import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { openReview } from "#contract/review/review.ts";
import { HARD_CAP } from "#core/review/clockEvent.ts";
import { call } from "../api.ts";
import { Refusal } from "../ui/ErrorState.tsx";
import { Page } from "../ui/Page.tsx";
import { Trail } from "../ui/Trail.tsx";
import { OpenReviewForm } from "./OpenReviewForm.tsx";
import {
  blankOpening,
  followsFrom,
  missingOf,
  type Opening,
  openingSays,
  readDays,
} from "./opening.ts";
import { reviewQuery } from "./reviewQuery.ts";
import classes from "./terms/terms.module.css";

/** Opens a draft. What follows from the choices stands beside them. */
export function OpenReviewPage() {
  const [opening, setOpening] = useState<Opening>(() =>
    blankOpening(Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  const queries = useQueryClient();
  const navigate = useNavigate();
  const missing = missingOf(opening);
  const open = useMutation({
    mutationFn: () => call(openReview, { body: bodyOf(opening) }),
    onSuccess: (page) => {
      queries.setQueryData(reviewQuery(page.ref).queryKey, page);
      void queries.invalidateQueries({ queryKey: ["reviews"] });
      void navigate({ to: "/reviews/$ref", params: { ref: page.ref } });
    },
  });
  return (
    <Page
      title="Open a review"
      about="one at a time for each version of a model"
      trail={
        <Trail>
          <Link to="/reviews">Reviews</Link>
          <span>New</span>
        </Trail>
      }
    >
      <div className={classes.editor}>
        <OpenReviewForm opening={opening} onOpening={setOpening} />
        <aside className={classes.beside} aria-label="What follows">
          <h2>What follows</h2>
          <ul className={classes.problems}>
            {followsFrom(opening).map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          {missing.length > 0 && (
            <>
              <h2>Still missing</h2>
              <ul className={classes.problems}>
                {missing.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </>
          )}
          <Refusal error={open.error} />
          <Button
            variant="filled"
            loading={open.isPending}
            disabled={missing.length > 0}
            onClick={() => open.mutate()}
          >
            {openingSays(opening)}
          </Button>
        </aside>
      </div>
    </Page>
  );
}

const bodyOf = (opening: Opening) => ({
  model: opening.model,
  version: opening.version,
  increment: {
    kind: opening.kind ?? "new-base",
    reuses: opening.reuses === "" ? null : opening.reuses,
    note: opening.note,
  },
  acts: [...opening.acts],
  openWeight: opening.openWeight,
  zone: opening.zone,
  policyDays: readDays(opening.days) ?? HARD_CAP,
});
