import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ApiError } from "../../api.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { currentWalk, placeIn } from "../queue/walk.ts";
import { CaseBody } from "./CaseBody.tsx";
import { CaseTrail } from "./CaseTrail.tsx";
import { caseQuery } from "./caseQuery.ts";

/** One case on one page: what is claimed, what is proven, who said so, what must happen and by when. */
export function CasePage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useQuery(caseQuery(ref));
  const place = placeIn(currentWalk(), ref);
  const navigate = useNavigate();
  const go = (to: string | undefined) => {
    if (to !== undefined) void navigate({ to: "/cases/$ref", params: { ref: to } });
  };
  useTitle(query.data ? `${ref}, ${query.data.title}` : ref);
  useKeys([
    {
      keys: "j",
      does: "next case of the list",
      on: place?.after !== undefined,
      run: () => go(place?.after),
    },
    {
      keys: "k",
      does: "case before in the list",
      on: place?.before !== undefined,
      run: () => go(place?.before),
    },
    {
      keys: "b",
      does: "back to the list",
      run: () => void navigate({ to: currentWalk()?.back.href ?? "/queue" }),
    },
  ]);
  if (query.error instanceof ApiError && query.error.status === 404 && query.data === undefined)
    return (
      <Page trail={<CaseTrail of={ref} />} title={ref}>
        <EmptyState page fact="No such case, or none that you may see.">
          A case is shown to desk staff and to the parties that take part in it.
        </EmptyState>
      </Page>
    );
  if (query.data) return <CaseBody page={query.data} key={ref} />;
  return (
    <Page trail={<CaseTrail of={ref} />} title={ref}>
      <Asked query={query} what="the case" lines={14}>
        {() => null}
      </Asked>
    </Page>
  );
}
