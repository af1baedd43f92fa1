import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { revealPseudonyms } from "#contract/guard/register.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Section } from "../../ui/Page.tsx";
import { Unknown } from "../../ui/Tag.tsx";
import { plural } from "../words.ts";
import { pseudonymsIn } from "./names.ts";
import classes from "./register.module.css";

/** Who stands behind pseudonyms. Each answer is on record, with its reason. */
export function RevealPart({ of }: { readonly of: string }) {
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const pseudonyms = pseudonymsIn(text);
  const reveal = useMutation({
    mutationFn: () =>
      call(revealPseudonyms, {
        params: { ref: of },
        body: { pseudonyms, reason: reason.trim() },
      }),
    onSuccess: () => setAsked(false),
  });
  return (
    <Section title="Reveal pseudonyms" fact="on record, under your name, with the reason">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
        }}
      >
        <Textarea
          label="Pseudonyms"
          description="As they are, or a text with them in it"
          placeholder="[PERSON-7Q2F]"
          autosize
          minRows={2}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <TextInput
          label="Reason"
          maxLength={2_000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Button
          type="submit"
          disabled={pseudonyms.length === 0 || pseudonyms.length > 100 || reason.trim() === ""}
        >
          Reveal {pseudonyms.length === 0 ? "them" : plural(pseudonyms.length, "pseudonym")}…
        </Button>
      </form>
      <Confirm
        open={isAsked}
        title={`Reveal ${plural(pseudonyms.length, "pseudonym")}?`}
        facts={[
          { label: "Pseudonyms", value: pseudonyms.join(" ") },
          { label: "To", value: "you, on this page; it is on record" },
          { label: "Reason", value: reason },
        ]}
        act="Reveal and put on record"
        busy={reveal.isPending}
        error={reveal.error}
        onConfirm={() => reveal.mutate()}
        onClose={() => setAsked(false)}
      />
      {reveal.data && (
        <DataTable
          label="Revealed"
          rows={reveal.data.items}
          keyOf={({ pseudonym }) => pseudonym}
          columns={[
            {
              id: "pseudonym",
              head: "Pseudonym",
              width: "180px",
              cell: ({ pseudonym }) => <span className="mono">{pseudonym}</span>,
            },
            {
              id: "value",
              head: "Stands for",
              cell: ({ state, value }) => {
                if (value !== null) return <span className="strong">{value}</span>;
                if (state === "erased") return "somebody who was erased";
                return <Unknown>not of this case</Unknown>;
              },
            },
          ]}
        />
      )}
    </Section>
  );
}
