import { useQuery } from "@tanstack/react-query";
import { draftResultFromRun, type EvaluationOrder } from "#contract/evaluation/order.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { ResultDialog } from "../../review/result/ResultDialog.tsx";
import { fromRun } from "../../review/result/resultDraft.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";

/** A result that begins with what the run says. Evidence, severity and confidence are for a person to choose. */
export function GiveResult(props: {
  readonly page: ReviewPage;
  readonly order: EvaluationOrder;
  readonly run: string;
  readonly onClose: () => void;
}) {
  const { page, order, run } = props;
  const query = useQuery({
    queryKey: ["evaluation-draft", order.id, run],
    queryFn: ({ signal }) =>
      call(draftResultFromRun, { params: { ref: page.ref, id: order.id }, query: { run }, signal }),
  });
  if (query.error) return <ErrorState what="the draft of a result" error={query.error} />;
  if (query.data === undefined) return null;
  return <ResultDialog page={page} start={fromRun(query.data)} onClose={props.onClose} />;
}
