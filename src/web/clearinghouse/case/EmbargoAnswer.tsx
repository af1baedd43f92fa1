import { Button } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { negotiateEmbargo } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { useMay } from "../../session.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import classes from "./case.module.css";
import { useCaseChange } from "./caseQuery.ts";
import { moveOf } from "./moves.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";

/** Accept or reject what is proposed, for one's own party. */
export function EmbargoAnswer({ page }: { readonly page: CasePage }) {
  const [rejecting, setRejecting] = useState(false);
  const change = useCaseChange(page, () => setRejecting(false));
  const params = { ref: page.ref };
  if (!useMay()("embargo.negotiate")) return null;
  return (
    <>
      <div className={classes.acts}>
        <Button
          variant="filled"
          disabled={!moveOf(page, "accept-embargo").allowed}
          loading={change.isPending && !rejecting}
          onClick={() =>
            change.mutate((headers) =>
              call(negotiateEmbargo, { params, headers, body: { move: "accept" } }),
            )
          }
        >
          Accept the terms
        </Button>
        <Button
          disabled={!moveOf(page, "reject-embargo").allowed}
          onClick={() => setRejecting(true)}
        >
          Reject
        </Button>
      </div>
      {!rejecting && <Refusal error={change.error} />}
      <ReasonDialog
        open={rejecting}
        title="Reject the proposed terms"
        says="The parties of the case see your reason."
        act="Reject"
        busy={change.isPending}
        error={change.error}
        onSubmit={(reason) =>
          change.mutate((headers) =>
            call(negotiateEmbargo, { params, headers, body: { move: "reject", reason } }),
          )
        }
        onClose={() => setRejecting(false)}
      />
    </>
  );
}
