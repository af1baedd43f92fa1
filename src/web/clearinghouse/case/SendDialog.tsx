import { Checkbox } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { sendMessage } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { notify } from "../../ui/notify.ts";
import { Tlp } from "../../ui/Tlp.tsx";
import { caseQuery, useCaseChange } from "./caseQuery.ts";

/** The mail goes out by a job; the page looks whether it did, a few times and not for ever: looking is on record. */
const LOOK_AGAIN_MS = [1_500, 6_000, 20_000];

/** Before it leaves: what goes, to whom, as whom, under which label. */
export function SendDialog(props: {
  readonly page: CasePage;
  readonly message: CasePage["messages"][number];
  readonly onClose: () => void;
}) {
  const { page, message } = props;
  const me = useMe();
  const [beyond, setBeyond] = useState(false);
  const queries = useQueryClient();
  const change = useCaseChange(page, () => {
    notify(`On its way to ${message.to}.`);
    for (const delay of LOOK_AGAIN_MS)
      setTimeout(() => void queries.invalidateQueries(caseQuery(page.ref)), delay);
    props.onClose();
  });
  const { delivery } = page;
  const full =
    delivery !== null &&
    delivery.weeklyBudget !== null &&
    delivery.usedThisWeek >= delivery.weeklyBudget;
  return (
    <Confirm
      open
      title="Send this message"
      act={`Send to ${message.to} as ${me.name}`}
      facts={[
        { label: "What", value: `${message.subject}, ${message.words} words` },
        { label: "To", value: message.to },
        { label: "As", value: `${me.name}, ${me.desk.name}` },
        { label: "Label", value: <Tlp label={page.tlp} /> },
        {
          label: "Then",
          value:
            full && !beyond
              ? "It waits for room in the owner’s weekly budget, then goes out with a link by which they answer without an account."
              : "It goes out at once, with a link by which they answer without an account. It cannot be called back.",
        },
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) =>
          call(sendMessage, {
            params: { ref: page.ref, id: message.id },
            headers,
            body: { beyondBudget: beyond },
          }),
        )
      }
      onClose={props.onClose}
    >
      {full && (
        <Checkbox
          label="Send it beyond the owner’s weekly budget"
          description={`${delivery.usedThisWeek} of ${delivery.weeklyBudget} messages of this week are used. The owner set this pace.`}
          checked={beyond}
          onChange={(event) => setBeyond(event.currentTarget.checked)}
        />
      )}
    </Confirm>
  );
}
