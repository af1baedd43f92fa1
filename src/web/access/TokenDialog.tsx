import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createToken } from "#contract/access/party.ts";
import type { Permission } from "#core/access/permission.ts";
import { call } from "../api.ts";
import { useMe } from "../session.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import classes from "./accounts.module.css";
import { ShownOnce } from "./ShownOnce.tsx";

const SPANS = [
  { value: "7", label: "a week" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "366", label: "a year" },
];

export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const { permissions } = useMe();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [limited, setLimited] = useState(true);
  const [scopes, setScopes] = useState<Permission[]>(
    permissions.includes("report.submit") ? ["report.submit", "report.follow"] : [],
  );
  const make = useMutation({
    mutationFn: () =>
      call(createToken, { body: { name, days: Number(days), scopes: limited ? scopes : null } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  if (make.data)
    return (
      <ShownOnce title={`Token ${make.data.item.name}`} secret={make.data.token} onClose={onClose}>
        It is shown once; only its hash is stored. Whoever has it acts as you, within what it may.
      </ShownOnce>
    );
  return (
    <FormDialog
      open
      title="Make an API token"
      act="Make it"
      busy={make.isPending}
      error={make.error}
      disabled={name.trim() === "" || (limited && scopes.length === 0)}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="What uses it, such as “nightly fuzzing”."
        required
        maxLength={200}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="For"
        data={SPANS}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <Checkbox
        label="Only these permissions"
        checked={limited}
        onChange={(event) => setLimited(event.currentTarget.checked)}
      />
      {limited && (
        <fieldset className={classes.roles}>
          <legend>Permissions</legend>
          {permissions.map((permission) => (
            <Checkbox
              key={permission}
              label={<span className="mono">{permission}</span>}
              checked={scopes.includes(permission)}
              onChange={(event) =>
                setScopes(
                  event.currentTarget.checked
                    ? [...scopes, permission]
                    : scopes.filter((each) => each !== permission),
                )
              }
            />
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}
