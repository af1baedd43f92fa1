import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Section } from "../ui/Page.tsx";
import { ReviewAct } from "./ReviewAct.tsx";
import { ResultDialog } from "./result/ResultDialog.tsx";
import { ResultLine } from "./result/ResultLine.tsx";

/** Results in writing, newest first, each with the lab's reply beside it. */
export function ResultSection({ page }: { readonly page: ReviewPage }) {
  const isLab = page.side === "lab";
  return (
    <Section
      id="results"
      title="Results"
      fact={
        isLab ? "your reply goes with each, wherever it goes" : "the lab’s reply goes with each"
      }
      act={
        <ReviewAct page={page} move="give-result" label="Give a result">
          {(close) => <ResultDialog page={page} onClose={close} />}
        </ReviewAct>
      }
    >
      {page.results.length === 0 && (
        <EmptyState fact="None given yet.">
          {isLab
            ? "Each comes to you first, in writing; nobody else gets it before your reply is attached."
            : "Each goes to the lab first, in writing, with its method, its evidence and a severity on the published scale."}
        </EmptyState>
      )}
      {page.results.toReversed().map((result) => (
        <ResultLine key={result.id} page={page} result={result} />
      ))}
    </Section>
  );
}
