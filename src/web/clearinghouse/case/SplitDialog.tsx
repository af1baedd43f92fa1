import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { splitCase } from "#contract/clearinghouse/merge.ts";
import { call } from "../../api.ts";
import { useCaseChange } from "./caseQuery.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";

export function SplitDialog(props: {
  readonly page: CasePage;
  readonly findings: readonly string[];
  readonly onClose: () => void;
}) {
  const { page, findings } = props;
  const change = useCaseChange(page, props.onClose);
  return (
    <ReasonDialog
      open
      title={`Split ${findings.length} off ${page.ref}`}
      says={`${findings.join(", ")} become a case of their own, with the evidence that came with them. Nobody outside is told.`}
      act="Split them off"
      busy={change.isPending}
      error={change.error}
      onSubmit={(reason) =>
        change.mutate((headers) =>
          call(splitCase, {
            params: { ref: page.ref },
            headers,
            body: { findings: [...findings], reason },
          }),
        )
      }
      onClose={props.onClose}
    />
  );
}
