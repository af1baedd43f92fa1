import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ApiError } from "../api.ts";
import { useKeys } from "../keys/useKeys.ts";
import { Asked } from "../ui/Asked.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page } from "../ui/Page.tsx";
import { useTitle } from "../ui/useTitle.ts";
import { ReviewBody } from "./ReviewBody.tsx";
import { ReviewTrail } from "./ReviewTrail.tsx";
import { reviewQuery } from "./reviewQuery.ts";

/** A review as one's side sees it. Looking is an access, so it is read when it changed, not whenever the window gets the focus. */
export function ReviewPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useQuery({ ...reviewQuery(ref), refetchOnWindowFocus: false });
  const navigate = useNavigate();
  useTitle(query.data ? `${query.data.model}, ${query.data.version}, ${ref}` : ref);
  useKeys([
    { keys: "b", does: "back to the reviews", run: () => void navigate({ to: "/reviews" }) },
    {
      keys: "e",
      does: "record of the review",
      run: () => void navigate({ to: "/reviews/$ref/record", params: { ref } }),
    },
  ]);
  if (query.error instanceof ApiError && query.error.status === 404 && query.data === undefined)
    return (
      <Page trail={<ReviewTrail of={ref} />} title={ref}>
        <EmptyState page fact="No such review, or none that you may see.">
          A review is shown to its lab and to the agencies that the lab has attached.
        </EmptyState>
      </Page>
    );
  if (query.data) return <ReviewBody page={query.data} key={ref} />;
  return (
    <Page trail={<ReviewTrail of={ref} />} title={ref}>
      <Asked query={query} what="the review" lines={14}>
        {() => null}
      </Asked>
    </Page>
  );
}
