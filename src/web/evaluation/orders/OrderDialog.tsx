import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { orderEvaluation } from "#contract/evaluation/order.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { grantSays } from "../../review/grants/grantTable.ts";
import { KIND_WORDS } from "../../review/words.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { toDay } from "../../ui/instant.ts";
import {
  BLANK_ORDER,
  credentialsFor,
  grantsToAsk,
  missingIn,
  type OrderDraft,
  toOrder,
} from "./orderDraft.ts";
import classes from "./orders.module.css";
import { ordersQuery } from "./ordersQuery.ts";

/** What the agency's runner is to carry out, against which endpoint, with which ceiling. */
export function OrderDialog(props: { readonly page: ReviewPage; readonly onClose: () => void }) {
  const { page } = props;
  const queries = useQueryClient();
  const [draft, setDraft] = useState(BLANK_ORDER);
  const set = (part: Partial<OrderDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = missingIn(draft);
  const order = useMutation({
    mutationFn: () => call(orderEvaluation, { params: { ref: page.ref }, body: toOrder(draft) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ordersQuery(page.ref).queryKey });
      props.onClose();
    },
  });
  return (
    <FormDialog
      open
      title="Order an evaluation"
      says={`Your agency’s runner asks the model of ${page.lab.name} under the grant. Each batch is an access that the lab sees; what is asked and answered stays with you.`}
      act="Order it"
      busy={order.isPending}
      error={order.error}
      disabled={missing.length > 0}
      onSubmit={() => order.mutate()}
      onClose={props.onClose}
    >
      <TextInput
        label="Title"
        required
        maxLength={300}
        data-autofocus
        value={draft.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Access page={page} draft={draft} onChange={set} />
      <Configuration
        text={draft.configuration}
        onText={(configuration) => set({ configuration })}
      />
      <Budget draft={draft} onChange={set} />
      {missing.length > 0 && <p className="small dim">Still to be said: {missing.join(", ")}.</p>}
    </FormDialog>
  );
}

type Part = {
  readonly draft: OrderDraft;
  readonly onChange: (part: Partial<OrderDraft>) => void;
};

function Access({ page, draft, onChange }: Part & { readonly page: ReviewPage }) {
  const me = useMe();
  const grants = grantsToAsk(page, me.party?.id ?? null);
  const sealed = credentialsFor(page, me.personId);
  return (
    <>
      <NativeSelect
        label="Under the grant"
        required
        description={grants.length === 0 ? "Your agency has no grant of model access now." : ""}
        value={draft.grantId}
        onChange={(event) => onChange({ grantId: event.currentTarget.value })}
        data={[
          { value: "", label: "Choose a grant" },
          ...grants.map((grant) => ({
            value: grant.id,
            label: `${grantSays(grant)}: ${grant.persons.map(({ name }) => name).join(", ")}`,
          })),
        ]}
      />
      <NativeSelect
        label="With the sealed credentials"
        required
        description={
          sealed.length === 0
            ? `${page.lab.name} has sealed none to a key of yours. Ask for them as material of the kind “Credentials”, sealed to the key of your runner.`
            : "Your runner opens them with its own key; neither this page nor the service can."
        }
        value={draft.materialId}
        onChange={(event) => onChange({ materialId: event.currentTarget.value })}
        data={[
          { value: "", label: "Choose a sealed thing" },
          ...sealed.map(({ id, kind, by, at, recipients }) => ({
            value: id,
            label: `${KIND_WORDS[kind]}, ${toDay(new Date(at))}, by ${by}, to ${recipients.map(({ name }) => name).join(", ")}`,
          })),
        ]}
      />
    </>
  );
}

function Configuration(props: { readonly text: string; readonly onText: (text: string) => void }) {
  return (
    <div>
      <Textarea
        label="Configuration"
        description="evaluation.yaml: behaviour, target, judges. Without secrets: those are in the sealed credentials."
        required
        rows={8}
        maxLength={1_000_000}
        classNames={{ input: classes.yaml ?? "" }}
        spellCheck={false}
        value={props.text}
        onChange={(event) => props.onText(event.currentTarget.value)}
      />
      <label className={classes.file}>
        <span>or read it from a file</span>
        <input
          type="file"
          accept=".yaml,.yml,.json"
          onChange={async (event) => {
            const text = await event.currentTarget.files?.[0]?.text();
            if (text !== undefined) props.onText(text);
          }}
        />
      </label>
    </div>
  );
}

const CEILINGS = [
  { key: "calls", label: "Calls at most" },
  { key: "tokens", label: "Tokens at most" },
  { key: "minutes", label: "Minutes at most" },
] as const;

const Budget = ({ draft, onChange }: Part) => (
  <div className={classes.budget}>
    {CEILINGS.map(({ key, label }) => (
      <TextInput
        key={key}
        label={label}
        inputMode="numeric"
        maxLength={12}
        value={draft[key]}
        onChange={(event) => onChange({ [key]: event.currentTarget.value })}
      />
    ))}
    <TextInput
      label="Seed"
      required
      maxLength={100}
      value={draft.seed}
      onChange={(event) => onChange({ seed: event.currentTarget.value })}
    />
  </div>
);
