import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { shareResult } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { agenciesWithout } from "../who.ts";
import classes from "./share.module.css";

/** A result goes on with the lab's reply, to agencies that are attached, and to no others. */
export function ShareDialog(props: {
  readonly page: ReviewPage;
  readonly result: ReviewPage["results"][number];
  readonly onClose: () => void;
}) {
  const { page, result } = props;
  const others = agenciesWithout(page, result);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const change = useReviewChange(page, props.onClose);
  const names = others.filter(({ partyId }) => chosen.includes(partyId)).map(({ name }) => name);
  return (
    <Confirm
      open
      title="Share this result"
      facts={[
        { label: "Goes", value: "claim, method, evidence, severity, confidence and integrity" },
        { label: "With it", value: `the reply of ${page.lab.name}, whole` },
        { label: "Then", value: `${page.lab.name} is told with whom it was shared.` },
      ]}
      act={names.length === 0 ? "Share it" : `Share with ${names.join(", ")}`}
      busy={change.isPending}
      error={change.error}
      disabled={chosen.length === 0}
      onConfirm={() =>
        change.mutate((headers) =>
          call(shareResult, {
            params: { ref: page.ref },
            headers,
            body: { resultId: result.id, with: [...chosen] },
          }),
        )
      }
      onClose={props.onClose}
    >
      <fieldset className={classes.agencies}>
        <legend>Agencies attached to this review</legend>
        {others.map(({ partyId, name }) => (
          <Checkbox
            key={partyId}
            label={name}
            checked={chosen.includes(partyId)}
            onChange={(event) =>
              setChosen(
                event.currentTarget.checked
                  ? [...chosen, partyId]
                  : chosen.filter((each) => each !== partyId),
              )
            }
          />
        ))}
      </fieldset>
    </Confirm>
  );
}
