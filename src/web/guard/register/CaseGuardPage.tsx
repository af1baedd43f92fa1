import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { type Canary, plantCanary } from "#contract/guard/register.ts";
import { call } from "../../api.ts";
import { CaseTrail } from "../../clearinghouse/case/CaseTrail.tsx";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import { notify } from "../../ui/notify.ts";
import { Page, Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { canariesQuery } from "../queries.ts";
import { PseudonymsPart } from "./PseudonymsPart.tsx";
import { RevealPart } from "./RevealPart.tsx";
import classes from "./register.module.css";

/** What the guard does for one case: canaries that show where a text leaked, and pseudonyms for its people. */
export function CaseGuardPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useQuery(canariesQuery(ref));
  return (
    <Page
      trail={<CaseTrail of={ref} here="Guard" />}
      title={`Guard of ${ref}`}
      about="canaries and pseudonyms of this case"
    >
      <Section
        title="Canaries"
        fact="a token in a text; where it turns up, that text came from here"
      >
        <PlantCanary of={ref} />
        <Asked query={query} what="the canaries" lines={4}>
          {({ items }) => <Canaries items={items} />}
        </Asked>
      </Section>
      <PseudonymsPart of={ref} />
      <RevealPart of={ref} />
    </Page>
  );
}

function PlantCanary({ of }: { readonly of: string }) {
  const [place, setPlace] = useState("");
  const queries = useQueryClient();
  const plant = useMutation({
    mutationFn: () => call(plantCanary, { params: { ref: of }, body: { place: place.trim() } }),
    onSuccess: async () => {
      setPlace("");
      notify("A token is made. Put it into the text; the guard blocks what carries it out.");
      await queries.invalidateQueries({ queryKey: canariesQuery(of).queryKey });
    },
  });
  return (
    <form
      className={classes.line}
      onSubmit={(event) => {
        event.preventDefault();
        plant.mutate();
      }}
    >
      <TextInput
        label="Where you put it"
        placeholder="the copy of the report for the distributor"
        maxLength={200}
        value={place}
        onChange={({ currentTarget }) => setPlace(currentTarget.value)}
      />
      <Button type="submit" loading={plant.isPending} disabled={place.trim() === ""}>
        Make a token
      </Button>
      <Refusal error={plant.error} />
    </form>
  );
}

const Canaries = ({ items }: { readonly items: readonly Canary[] }) =>
  items.length === 0 ? (
    <EmptyState fact="No canary is planted.">
      Say where you will put one; the token is yours to copy, and no text that has it leaves this
      desk.
    </EmptyState>
  ) : (
    <DataTable
      label="Canaries"
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "token",
          head: "Token",
          width: "220px",
          cell: ({ token }) => <code className={classes.token}>{token}</code>,
        },
        { id: "place", head: "Where", stacked: "line", cell: ({ place }) => place },
        { id: "by", head: "By", width: "140px", cell: ({ plantedBy }) => plantedBy },
        {
          id: "at",
          head: "Since",
          width: "140px",
          cell: ({ plantedAt }) => <Time at={plantedAt} />,
        },
        {
          id: "met",
          head: "Met on the way out",
          width: "130px",
          number: true,
          cell: ({ met }) =>
            met === 0 ? <span className="dim">never</span> : <b className="strong">{met}</b>,
        },
      ]}
    />
  );
