import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { eraseSubject, type Subject } from "#contract/guard/register.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { notify } from "../../ui/notify.ts";
import { Page, Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import guard from "../guard.module.css";
import { erasedQuery } from "../queries.ts";
import { plural } from "../words.ts";
import { namesIn } from "./names.ts";
import classes from "./register.module.css";

/** People who asked to be erased: their key is destroyed, and their names may not leave. */
export function ErasedPage() {
  const query = useQuery(erasedQuery);
  return (
    <Page title="Erasures" about="people who asked to be erased">
      <p className={guard.note}>
        The key of a person is destroyed: pseudonyms stay in the texts, and nobody can turn them
        back. Names are kept as salted hashes, so that none leaves by accident; the list below knows
        none.
      </p>
      <Erase />
      <Section title="Erased">
        <Asked query={query} what="the erasures" lines={6}>
          {({ items }) => <Erased items={items} />}
        </Asked>
      </Section>
    </Page>
  );
}

function Erase() {
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const queries = useQueryClient();
  const { names, tooShort } = namesIn(text);
  const erase = useMutation({
    mutationFn: () => call(eraseSubject, { body: { names, reason: reason.trim() } }),
    onSuccess: async ({ pseudonyms }) => {
      setAsked(false);
      setText("");
      setReason("");
      notify(`Erased; ${plural(pseudonyms, "pseudonym")} cannot be turned back any more.`);
      await queries.invalidateQueries({ queryKey: erasedQuery.queryKey });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
      }}
    >
      <Textarea
        label="Names"
        description="Spellings, addresses, handles: one on each line"
        autosize
        minRows={3}
        autoComplete="off"
        spellCheck={false}
        error={tooShort.length > 0 ? `Three letters at least: ${tooShort.join(", ")}` : undefined}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <TextInput
        label="Reason"
        description="Stands in the ledger; write no name here"
        maxLength={2_000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button
        type="submit"
        disabled={names.length === 0 || tooShort.length > 0 || reason.trim() === ""}
      >
        Erase this person…
      </Button>
      <Confirm
        open={isAsked}
        title="Erase this person?"
        facts={[
          { label: "Names", value: names.join(", ") },
          { label: "What happens", value: "the key is destroyed; this cannot be taken back" },
          { label: "From now on", value: "these names are taken out of every text that leaves" },
        ]}
        act="Erase this person for good"
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate()}
        onClose={() => setAsked(false)}
      />
    </form>
  );
}

const Erased = ({ items }: { readonly items: readonly Subject[] }) =>
  items.length === 0 ? (
    <EmptyState fact="Nobody was erased yet.">
      An erasure is listed with its day and its reason, and without a name.
    </EmptyState>
  ) : (
    <DataTable
      label="Erasures"
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { id: "at", head: "At", width: "150px", cell: ({ erasedAt }) => <Time at={erasedAt} /> },
        { id: "by", head: "By", width: "200px", cell: ({ erasedBy }) => erasedBy },
        {
          id: "pseudonyms",
          head: "Pseudonyms",
          width: "100px",
          number: true,
          cell: ({ pseudonyms }) => pseudonyms,
        },
        { id: "reason", head: "Reason", stacked: "line", cell: ({ reason }) => reason },
      ]}
    />
  );
