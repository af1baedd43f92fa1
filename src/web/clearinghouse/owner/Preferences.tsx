import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  changePreference,
  getPreference,
  type Preference,
} from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import classes from "./owner.module.css";

type Props = { readonly token: string; readonly party: string; readonly onClose: () => void };

/** What reaches the owner, how much and when: two minutes, no account. */
export function Preferences({ token, party, onClose }: Props) {
  const query = useQuery({
    queryKey: ["owner-preferences", token],
    queryFn: ({ signal }) =>
      call(getPreference, { headers: { authorization: `Link ${token}` }, signal }),
  });
  return (
    <main>
      <h1>What reaches {party}</h1>
      <Asked query={query} what="your preferences" lines={6}>
        {(preference) => <Form token={token} preference={preference} onClose={onClose} />}
      </Asked>
    </main>
  );
}

const MODES: Record<Preference["mode"], string> = {
  "verified-only": "Only what was reproduced here",
  everything: "Everything, unverified too",
  "public-tracker": "Into our public tracker, as we make everything public",
  none: "Nothing",
};
const DAYS = ["any", "monday", "tuesday", "wednesday", "thursday", "friday"] as const;

function Form({
  token,
  preference,
  onClose,
}: {
  readonly token: string;
  readonly preference: Preference;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(preference);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      call(changePreference, { headers: { authorization: `Link ${token}` }, body: draft }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["owner", token] });
      queries.removeQueries({ queryKey: ["owner-preferences", token] });
      onClose();
    },
  });
  const set = <K extends keyof Preference>(key: K, value: Preference[K]) =>
    setDraft((before) => ({ ...before, [key]: value }));
  return (
    <form
      className={classes.preferences}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <label>
        Send us
        <select
          value={draft.mode}
          onChange={(event) => set("mode", event.currentTarget.value as Preference["mode"])}
        >
          {Object.entries(MODES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        At most this many a week
        <input
          type="number"
          min={0}
          max={1000}
          placeholder="no limit"
          value={draft.weeklyBudget ?? ""}
          onChange={(event) =>
            set(
              "weeklyBudget",
              event.currentTarget.value === "" ? null : Number(event.currentTarget.value),
            )
          }
        />
        <small>
          What is over waits in the order of its urgency, and you can see how much waits.
        </small>
      </label>
      <label>
        On
        <select
          value={draft.batchDay}
          onChange={(event) => set("batchDay", event.currentTarget.value as Preference["batchDay"])}
        >
          {DAYS.map((day) => (
            <option key={day} value={day}>
              {day === "any" ? "any day" : day}
            </option>
          ))}
        </select>
      </label>
      <label>
        As
        <select
          value={draft.format}
          onChange={(event) => set("format", event.currentTarget.value as Preference["format"])}
        >
          <option value="text">plain text</option>
          <option value="markdown">Markdown</option>
        </select>
      </label>
      <label>
        To this address
        <input
          type="email"
          maxLength={320}
          placeholder="as it is now"
          value={draft.contact ?? ""}
          onChange={(event) => set("contact", event.currentTarget.value || null)}
        />
      </label>
      <label>
        Language
        <input
          value={draft.language}
          maxLength={5}
          pattern="[a-z]{2}(-[A-Z]{2})?"
          title="Two letters, such as en or pt-BR"
          onChange={(event) => set("language", event.currentTarget.value)}
        />
      </label>
      <label>
        Your threat model
        <textarea
          rows={5}
          maxLength={5000}
          placeholder="What is out of scope for you, and which inputs you do not trust"
          value={draft.threatModel}
          onChange={(event) => set("threatModel", event.currentTarget.value)}
        />
      </label>
      <Refusal error={save.error} />
      <div className={classes.pair}>
        <button
          type="submit"
          className={`${classes.button} ${classes.primary}`}
          disabled={save.isPending}
        >
          Keep these
        </button>
        <button type="button" className={classes.button} onClick={onClose}>
          Back to the case
        </button>
      </div>
    </form>
  );
}
