import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { importPriority } from "#contract/clearinghouse/evidence.ts";
import { call } from "../api.ts";
import { Refusal } from "../ui/ErrorState.tsx";
import { notify } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import classes from "./ledger.module.css";

const NAMES = {
  kev: "KEV catalogue (JSON, from CISA)",
  epss: "EPSS scores (CSV or CSV.gz, from FIRST)",
} as const;

/** What decisions read from outside comes in as dated files, also where there is no network. */
export const ImportFiles = () => (
  <Section title="Imports" fact="decisions read them, with their date">
    <div className={classes.imports}>
      <ImportOne name="kev" />
      <ImportOne name="epss" />
    </div>
  </Section>
);

function ImportOne({ name }: { readonly name: keyof typeof NAMES }) {
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const bring = useMutation({
    mutationFn: (file: File) =>
      call(importPriority, {
        params: { name },
        body: new Blob([file], { type: "application/octet-stream" }),
      }),
    onSuccess: ({ rows, asOf, casesTouched }) => {
      notify(`${name.toUpperCase()} of ${asOf}: ${rows} rows, ${casesTouched} cases decided anew.`);
      void queries.invalidateQueries();
    },
  });
  return (
    <div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={NAMES[name]}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) bring.mutate(file);
          event.currentTarget.value = "";
        }}
      />
      <Button loading={bring.isPending} onClick={() => input.current?.click()}>
        Import {NAMES[name]}
      </Button>
      <Refusal error={bring.error} />
    </div>
  );
}
