import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addGuardTerms, endGuardTerm, type TermLine } from "#contract/guard/register.ts";
import { MOST_WORDS, toSaltedTerm } from "#core/guard/saltedTerm.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import { notify } from "../../ui/notify.ts";
import { Page, Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import guard from "../guard.module.css";
import { termsQuery } from "../queries.ts";
import { plural } from "../words.ts";
import classes from "./register.module.css";

/** Terms of one's party that may not leave. They are hashed in this page, under the desk's salt; the words stay here. */
export function TermsPage() {
  const query = useQuery(termsQuery);
  return (
    <Page
      title="Trade secrets"
      about="terms of your party that the guard takes out of whatever leaves"
    >
      <p className={guard.private}>
        A term is hashed in this page before it is sent. The words never leave the browser; the desk
        keeps a salted hash, how many words it has, and the label you give it.
      </p>
      <Asked query={query} what="the terms" lines={6}>
        {({ salt, items }) => (
          <>
            <AddTerm salt={salt} />
            <Section title="Registered" fact={plural(items.length, "term")}>
              <Terms items={items} />
            </Section>
          </>
        )}
      </Asked>
    </Page>
  );
}

function AddTerm({ salt }: { readonly salt: string }) {
  const [term, setTerm] = useState("");
  const [label, setLabel] = useState("");
  const queries = useQueryClient();
  const salted = toSaltedTerm(salt, term);
  const add = useMutation({
    mutationFn: async () => {
      if (!salted) return;
      await call(addGuardTerms, { body: { terms: [{ label: label.trim(), term: salted }] } });
    },
    onSuccess: async () => {
      notify(`${label.trim()} is registered.`);
      setTerm("");
      setLabel("");
      await queries.invalidateQueries({ queryKey: termsQuery.queryKey });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextInput
        label="Term"
        description={`At most ${MOST_WORDS} words; case and punctuation do not count`}
        autoComplete="off"
        spellCheck={false}
        value={term}
        onChange={({ currentTarget }) => setTerm(currentTarget.value)}
      />
      <TextInput
        label="Label"
        description="Others of your party see this, not the term"
        maxLength={80}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <Button
        type="submit"
        variant="filled"
        loading={add.isPending}
        disabled={!salted || label.trim() === "" || label.trim() === term.trim()}
      >
        Hash it here and register
      </Button>
      <p className={classes.sent} role="status">
        {label.trim() !== "" && label.trim() === term.trim() ? (
          "The label is sent as it is: give it another wording than the term."
        ) : (
          <>
            What is sent:{" "}
            {salted ? (
              <span className="mono">
                {plural(salted.words, "word")}, {salted.hash.slice(0, 24)}…
              </span>
            ) : (
              "nothing yet"
            )}
          </>
        )}
      </p>
      <Refusal error={add.error} />
    </form>
  );
}

function Terms({ items }: { readonly items: readonly TermLine[] }) {
  const [ended, setEnded] = useState<TermLine>();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => call(endGuardTerm, { params: { id } }),
    onSuccess: async () => {
      setEnded(undefined);
      await queries.invalidateQueries({ queryKey: termsQuery.queryKey });
    },
  });
  if (items.length === 0)
    return (
      <EmptyState fact="No term is registered.">
        The name of a model that is not announced, a part of a recipe, a customer: what you register
        is taken out of every text that leaves, for everybody.
      </EmptyState>
    );
  return (
    <>
      <DataTable
        label="Registered terms"
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "label",
            head: "Label",
            cell: ({ label }) => <span className="strong">{label}</span>,
          },
          {
            id: "words",
            head: "Words",
            width: "70px",
            number: true,
            cell: ({ words }) => words,
          },
          { id: "by", head: "By", width: "200px", cell: ({ addedBy }) => addedBy },
          { id: "at", head: "Since", width: "150px", cell: ({ addedAt }) => <Time at={addedAt} /> },
          {
            id: "end",
            head: <span className="gone">End</span>,
            width: "60px",
            acts: true,
            cell: (line) => (
              <TextButton onClick={() => setEnded(line)}>
                End<span className="gone"> {line.label}</span>
              </TextButton>
            ),
          },
        ]}
      />
      {ended && (
        <Confirm
          open
          title={`End ${ended.label}?`}
          facts={[
            { label: "From now on", value: "the guard looks for it no longer, wherever it stands" },
            { label: "To bring it back", value: "you type the term anew; nobody here knows it" },
          ]}
          act={`End ${ended.label}`}
          busy={end.isPending}
          error={end.error}
          onConfirm={() => end.mutate(ended.id)}
          onClose={() => setEnded(undefined)}
        />
      )}
    </>
  );
}
