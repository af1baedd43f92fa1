import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nameAgency } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { reviewPartiesQuery } from "../partiesQuery.ts";
import { useReviewChange } from "../reviewQuery.ts";

export function NameAgencyDialog(props: {
  readonly page: ReviewPage;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const parties = useQuery(reviewPartiesQuery);
  const [chosen, setChosen] = useState("");
  const change = useReviewChange(page, props.onClose);
  const known = new Set(
    page.agencies.filter(({ state }) => state === "attached").map(({ partyId }) => partyId),
  );
  const items = (parties.data?.items ?? []).filter(
    ({ id, isAgency }) => isAgency && !known.has(id),
  );
  const agency = items.find(({ id }) => id === chosen) ?? items[0];
  return (
    <FormDialog
      open
      title="Name an agency"
      says="It sees the review at once: its model, dates and terms. Access and sealed things take more than this."
      act={agency ? `Attach ${agency.name}` : "Attach"}
      busy={change.isPending}
      error={change.error ?? parties.error}
      disabled={agency === undefined}
      onSubmit={() => {
        if (agency === undefined) return;
        const body = { partyId: agency.id, name: agency.name };
        change.mutate((headers) => call(nameAgency, { params: { ref: page.ref }, headers, body }));
      }}
      onClose={props.onClose}
    >
      {parties.data && items.length === 0 && (
        <p className="small">
          No further agency has an account at this desk. Its administrator adds parties and people.
        </p>
      )}
      <NativeSelect
        label="Agency"
        data={items.map(({ id, name }) => ({ value: id, label: name }))}
        value={agency?.id ?? ""}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
