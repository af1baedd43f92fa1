import { closeCase, reopenCase } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { call } from "../../api.ts";
import { useCaseChange } from "./caseQuery.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";

/** Closes an open case, opens a closed one. */
export function CloseDialog({
  page,
  onClose,
}: {
  readonly page: CasePage;
  readonly onClose: () => void;
}) {
  const change = useCaseChange(page, onClose);
  const closed = page.status === "closed";
  const params = { ref: page.ref };
  return (
    <ReasonDialog
      open
      title={closed ? `Open ${page.ref} again` : `Close ${page.ref}`}
      says={
        closed
          ? "Its clocks count from their old beginnings."
          : "It leaves the queue. Nobody outside is told by this, nothing is published, and it can be opened again."
      }
      act={closed ? "Open it again" : "Close it"}
      busy={change.isPending}
      error={change.error}
      onSubmit={(reason) =>
        change.mutate((headers) =>
          closed
            ? call(reopenCase, { params, headers, body: { reason } })
            : call(closeCase, { params, headers, body: { reason } }),
        )
      }
      onClose={onClose}
    />
  );
}
