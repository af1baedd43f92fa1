import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type AdvisoryPage, publishAdvisory } from "#contract/clearinghouse/advisory.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { notify } from "../../ui/notify.ts";
import { advisoryQuery } from "./advisoryQuery.ts";
import { getAt } from "./draft.ts";

/** Publishing goes to everybody and cannot be taken back: it says what, where, as whom. */
export function PublishDialog(props: {
  readonly page: AdvisoryPage;
  readonly document: unknown;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const me = useMe();
  const queries = useQueryClient();
  const next = (page.published.at(-1)?.number ?? 0) + 1;
  const [summary, setSummary] = useState(next === 1 ? "First version." : "");
  const publish = useMutation({
    mutationFn: () =>
      call(publishAdvisory, {
        params: { ref: page.ref },
        body: { revision: page.revision, summary },
      }),
    onSuccess: (data) => {
      queries.setQueryData(advisoryQuery(page.ref).queryKey, data);
      for (const key of ["case", "advisories", "cases"])
        void queries.invalidateQueries({ queryKey: [key] });
      notify(`${page.ref} version ${next} is published.`);
      props.onClose();
    },
  });
  const title = getAt(props.document, "/title");
  const valid = page.renderings
    .filter(({ state }) => state === "valid")
    .map(({ rendering }) => rendering);
  return (
    <Confirm
      open
      title={`Publish ${page.ref}`}
      act={`Publish version ${next} to everybody as ${me.desk.name}`}
      facts={[
        { label: "What", value: typeof title === "string" ? title : page.ref },
        { label: "As", value: `${valid.join(", ")}, Markdown and plain text, signed` },
        { label: "To", value: "everybody, on the public pages and in the feeds" },
        { label: "By", value: me.name },
        {
          label: "Then",
          value:
            "This version never changes and cannot be taken back. A correction is a new version.",
        },
      ]}
      busy={publish.isPending}
      error={publish.error}
      disabled={summary.trim() === ""}
      onConfirm={() => publish.mutate()}
      onClose={props.onClose}
    >
      <TextInput
        label="What is new in this version"
        required
        maxLength={500}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
    </Confirm>
  );
}
