import { TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type AnchorLine, freezeAnchorSet } from "#contract/evaluation/anchor.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Hash } from "../../ui/Hash.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { dimensionSays, figure } from "../outcomeSays.ts";
import { toBounds, toPercent } from "../plot/forest.ts";
import { anchorsQuery } from "../queries.ts";
import classes from "./labels.module.css";

/** Labelled trials that were frozen, to ask judges about again later: a judge that says something else by then has drifted. */
export function AnchorPart(props: {
  readonly evaluation: string;
  readonly dimension: string;
  readonly labelled: number;
}) {
  const query = useQuery(anchorsQuery);
  const [isFreezing, setFreezing] = useState(false);
  return (
    <Section
      title="Anchor sets"
      act={
        <TextButton disabled={props.labelled === 0} onClick={() => setFreezing(true)}>
          Freeze the labelled trials
        </TextButton>
      }
    >
      <Asked query={query} what="the anchor sets" lines={2}>
        {(sets) => {
          const own = sets.filter(({ dimension }) => dimension === props.dimension);
          return own.length === 0 ? (
            <EmptyState fact="None frozen yet.">
              A frozen set never changes. Asked about it again, a judge is measured against itself:
              its drift is seen before it is taken for the target’s.
            </EmptyState>
          ) : (
            own.map((set) => <AnchorSet key={set.id} set={set} />)
          );
        }}
      </Asked>
      {isFreezing && <FreezeDialog {...props} onClose={() => setFreezing(false)} />}
    </Section>
  );
}

const AnchorSet = ({ set }: { readonly set: AnchorLine }) => (
  <article className={classes.sample}>
    <p>
      <b className="strong">{set.title}</b>, {figure.format(set.size)} trials of{" "}
      <span className="mono">{set.from}</span> <Hash of={set.identity} />
    </p>
    <p className="dim">
      frozen <Time at={set.frozenAt} /> by {set.by}
    </p>
    {set.checks.map(({ id, name, at, n, agreement, drifted, why }) => (
      <p key={id}>
        {name}, <Time at={at} as="day" />:{" "}
        {agreement.value === null ? (
          <span className="unk">unknown</span>
        ) : (
          <>
            {toPercent(agreement.value)} %{" "}
            <span className="dim">
              as people say, 95% {toBounds(agreement.interval)}, n {figure.format(n)}
            </span>
          </>
        )}
        {drifted && <span className="cross"> drifted: {why}</span>}
      </p>
    ))}
  </article>
);

function FreezeDialog(props: {
  readonly evaluation: string;
  readonly dimension: string;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const [title, setTitle] = useState("");
  const freeze = useMutation({
    mutationFn: () =>
      call(freezeAnchorSet, {
        params: { ref: props.evaluation },
        body: { title, dimension: props.dimension },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: anchorsQuery.queryKey });
      props.onClose();
    },
  });
  return (
    <FormDialog
      open
      title="Freeze the labelled trials"
      says={`All trials that people agree on, in ${dimensionSays(props.dimension)}. The set keeps transcripts and labels as they are now, for good.`}
      act="Freeze them"
      busy={freeze.isPending}
      error={freeze.error}
      disabled={title.trim() === ""}
      onSubmit={() => freeze.mutate()}
      onClose={props.onClose}
    >
      <TextInput
        label="Title"
        required
        maxLength={300}
        data-autofocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
