import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { negotiateEmbargo } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { useCaseChange } from "./caseQuery.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";

export function ExitDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const change = useCaseChange(page, props.onClose);
  return (
    <ReasonDialog
      open={props.open}
      title={`End the embargo of ${page.ref}`}
      says={`It ends now for all ${page.participants.length} parties and cannot be begun again. Nothing is published by this; a person still has to do that.`}
      act="End the embargo"
      busy={change.isPending}
      error={change.error}
      onSubmit={(reason) =>
        change.mutate((headers) =>
          call(negotiateEmbargo, {
            params: { ref: page.ref },
            headers,
            body: { move: "exit", reason },
          }),
        )
      }
      onClose={props.onClose}
    />
  );
}
