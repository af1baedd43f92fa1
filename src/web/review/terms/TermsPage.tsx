import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { proposeTerms } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { diffTerms } from "#core/review/diffTerms.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Page } from "../../ui/Page.tsx";
import { moveOf } from "../moves.ts";
import { ReviewTrail } from "../ReviewTrail.tsx";
import { reviewQuery, useReviewChange } from "../reviewQuery.ts";
import { BLANK_TERMS, readDraft, type TermsDraft, toDraft } from "./draft.ts";
import { signersOf } from "./signers.ts";
import { TermsDiff } from "./TermsDiff.tsx";
import { TermsForm } from "./TermsForm.tsx";
import classes from "./terms.module.css";

/** A new version of the terms, with what it changes beside it while it is written. */
export function TermsPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useQuery({ ...reviewQuery(ref), refetchOnWindowFocus: false });
  const newest = query.data?.terms.at(-1);
  return (
    <Page
      title={newest ? `Terms of ${ref}, version ${newest.version + 1}` : `Terms of ${ref}`}
      about="both sides sign a new version before it holds"
      trail={<ReviewTrail of={ref} here="Terms" />}
    >
      <Asked query={query} what="the review" lines={12}>
        {(page) => <Editor page={page} key={page.terms.length} />}
      </Asked>
    </Page>
  );
}

function Editor({ page }: { readonly page: ReviewPage }) {
  const newest = page.terms.at(-1);
  const [draft, setDraft] = useState<TermsDraft>(newest ? toDraft(newest.terms) : BLANK_TERMS);
  const navigate = useNavigate();
  const change = useReviewChange(page, () =>
    navigate({ to: "/reviews/$ref", params: { ref: page.ref }, hash: "terms" }),
  );
  const { terms, problems } = readDraft(draft);
  const isSame =
    terms !== undefined && newest !== undefined && diffTerms(newest.terms, terms).length === 0;
  const { open, why } = moveOf(page, "propose-terms");
  if (!open)
    return (
      <EmptyState page fact="No version can be proposed now.">
        {why}
      </EmptyState>
    );
  return (
    <div className={classes.editor}>
      <TermsForm
        page={page}
        draft={draft}
        onDraft={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
      <aside className={classes.beside} aria-label="What this version changes">
        {problems.length > 0 && (
          <>
            <h2>Still missing</h2>
            <ul className={classes.problems}>
              {problems.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </>
        )}
        {terms && newest && (
          <>
            <h2>Against version {newest.version}</h2>
            <TermsDiff older={newest.terms} newer={terms} />
          </>
        )}
        <p className="small soft">
          Goes to{" "}
          {signersOf(page)
            .map(({ name }) => name)
            .join(", ")}
          . Nothing holds before both sides have signed it
          {newest && "; what was signed before holds until then"}.
        </p>
        <Refusal error={change.error} />
        <Button
          variant="filled"
          loading={change.isPending}
          disabled={terms === undefined || isSame}
          onClick={() => {
            if (terms === undefined) return;
            change.mutate((headers) =>
              call(proposeTerms, {
                params: { ref: page.ref },
                headers,
                body: { terms: plain(terms) },
              }),
            );
          }}
        >
          Propose this version
        </Button>
      </aside>
    </div>
  );
}

/** The contract's lists are its own to change. */
const plain = (terms: NonNullable<ReturnType<typeof readDraft>["terms"]>) => ({
  ...terms,
  variants: [...terms.variants],
  people: [...terms.people],
  agreedUses: [...terms.agreedUses],
  onwardSharing: [...terms.onwardSharing],
});
