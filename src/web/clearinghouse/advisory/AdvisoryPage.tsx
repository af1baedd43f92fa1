import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Asked } from "../../ui/Asked.tsx";
import { Page } from "../../ui/Page.tsx";
import { AdvisoryEditor } from "./AdvisoryEditor.tsx";
import { AdvisoryTrail } from "./AdvisoryTrail.tsx";
import { advisoryQuery } from "./advisoryQuery.ts";

/** One source of truth for all renderings, with what their validators say while it is written. */
export function AdvisoryPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useQuery({ ...advisoryQuery(ref), refetchOnWindowFocus: false });
  if (query.data)
    return <AdvisoryEditor key={ref} page={query.data} again={() => void query.refetch()} />;
  return (
    <Page trail={<AdvisoryTrail of={ref} />} title={ref}>
      <Asked query={query} what="the advisory" lines={12}>
        {() => null}
      </Asked>
    </Page>
  );
}
