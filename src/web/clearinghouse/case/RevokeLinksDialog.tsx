import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { revokeLinks } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useCaseChange } from "./caseQuery.ts";

export function RevokeLinksDialog(props: {
  readonly page: CasePage;
  readonly party: CasePage["participants"][number];
  readonly onClose: () => void;
}) {
  const { page, party } = props;
  const change = useCaseChange(page, props.onClose);
  const params = { ref: page.ref, partyId: party.partyId };
  return (
    <Confirm
      open
      title="Take back the links"
      act={`Take back the links of ${party.name}`}
      facts={[
        { label: "Whose", value: party.contact ? `${party.name}, ${party.contact}` : party.name },
        {
          label: "Then",
          value:
            "No link sent to them so far opens this case any more. Nobody is told; the next message carries a new one.",
        },
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate((headers) => call(revokeLinks, { params, headers }))}
      onClose={props.onClose}
    />
  );
}
