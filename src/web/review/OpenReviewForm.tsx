import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listReviews } from "#contract/review/review.ts";
import { ACTS, type Act, INCREMENTS, type IncrementKind } from "#core/review/reviewWords.ts";
import { call } from "../api.ts";
import { Choices } from "./Choices.tsx";
import { type Opening, withAct, withOpenWeight } from "./opening.ts";
import classes from "./review.module.css";
import { ACT_WORDS, INCREMENT_WORDS } from "./reviewSays.ts";
import terms from "./terms/terms.module.css";

type Props = { readonly opening: Opening; readonly onOpening: (opening: Opening) => void };

const ACT_SAYS: Record<Act, string> = {
  "coverage-enquiry": "Ask the designated role whether the model is covered.",
  "access-window": "Let agencies of your choice try the model for a few days.",
  "partner-selection": "Find, together with the agencies, who gets the model first.",
};
const KIND_SAYS: Record<IncrementKind, string> = {
  "new-base": "Trained anew, or large enough a step to be looked at as if it were.",
  "point-release": "A step from a version that was reviewed; that review can be referred to.",
  "safeguard-change": "The same model with other safeguards around it.",
};
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function OpenReviewForm({ opening, onOpening }: Props) {
  const put = (part: Partial<Opening>) => onOpening({ ...opening, ...part });
  return (
    <div className={terms.form}>
      <TextInput
        label="Model"
        description="As agencies are to know it; a codename will do."
        required
        maxLength={300}
        value={opening.model}
        onChange={(event) => put({ model: event.currentTarget.value })}
      />
      <TextInput
        label="Version"
        description="Such as “4, final checkpoint”."
        required
        maxLength={300}
        value={opening.version}
        onChange={(event) => put({ version: event.currentTarget.value })}
      />
      <Choices
        label="What is new in it"
        of={INCREMENTS.map((value) => ({
          value,
          name: capital(INCREMENT_WORDS[value]),
          says: KIND_SAYS[value],
        }))}
        value={opening.kind}
        onChoose={(kind) => put({ kind })}
      />
      {opening.kind !== undefined && opening.kind !== "new-base" && (
        <Reused reuses={opening.reuses} onReuses={(reuses) => put({ reuses })} />
      )}
      <fieldset className={classes.set}>
        <legend>What it is opened for; each can stand alone</legend>
        {ACTS.map((act) => (
          <Checkbox
            key={act}
            label={ACT_WORDS[act]}
            description={ACT_SAYS[act]}
            checked={opening.acts.includes(act)}
            onChange={(event) =>
              put({ acts: withAct(opening.acts, act, event.currentTarget.checked) })
            }
          />
        ))}
      </fieldset>
      <Checkbox
        label="The weights are open, or will be"
        description="Weights that are out cannot be called back, so no window is chosen for them. You can still choose one above."
        checked={opening.openWeight}
        onChange={(event) => onOpening(withOpenWeight(opening, event.currentTarget.checked))}
      />
      <Count opening={opening} onOpening={onOpening} />
      <Textarea
        label="Note for the agencies"
        autosize
        minRows={2}
        maxLength={2000}
        value={opening.note}
        onChange={(event) => put({ note: event.currentTarget.value })}
      />
    </div>
  );
}

function Reused(props: { readonly reuses: string; readonly onReuses: (reuses: string) => void }) {
  const query = useQuery({
    queryKey: ["reviews", "to-reuse"],
    queryFn: ({ signal }) => call(listReviews, { query: { limit: 100 }, signal }),
  });
  return (
    <NativeSelect
      label="Refers to the review of"
      description="Its terms and results are not asked for again."
      data={[
        { value: "", label: "no earlier review" },
        ...(query.data?.items ?? [])
          .filter(({ side }) => side === "lab")
          .map(({ ref, model, version }) => ({
            value: ref,
            label: `${ref}: ${model}, ${version}`,
          })),
      ]}
      value={props.reuses}
      onChange={(event) => props.onReuses(event.currentTarget.value)}
    />
  );
}

const ZONES = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

function Count({ opening, onOpening }: Props) {
  const zones = ZONES.includes(opening.zone) ? ZONES : [opening.zone, ...ZONES];
  const hasWindow = opening.acts.includes("access-window");
  return (
    <>
      <NativeSelect
        className={terms.short}
        label="Time zone in which days are counted"
        data={zones}
        value={opening.zone}
        onChange={(event) => onOpening({ ...opening, zone: event.currentTarget.value })}
      />
      {hasWindow && (
        <TextInput
          className={terms.short}
          label="Days of the window"
          description="30 at most; a policy of yours may set less."
          inputMode="numeric"
          required
          value={opening.days}
          onChange={(event) => onOpening({ ...opening, days: event.currentTarget.value })}
        />
      )}
    </>
  );
}
