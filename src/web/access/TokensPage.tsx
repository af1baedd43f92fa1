import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listTokens, revokeToken, type Token } from "#contract/access/party.ts";
import { call } from "../api.ts";
import { Asked } from "../ui/Asked.tsx";
import { Clock } from "../ui/Clock.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page, TextButton } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { TokenDialog } from "./TokenDialog.tsx";

/** API tokens of the person signed in: for agents, the command line and other programs. */
export function TokensPage() {
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => call(listTokens, { signal }),
  });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  return (
    <Page
      title="API tokens"
      about="yours, for agents and the command line"
      acts={<Button onClick={() => setMaking(true)}>Make a token</Button>}
    >
      <Asked query={tokens} what="your API tokens" lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState page fact="You have no token.">
              Make one, then submit from anywhere:{" "}
              <code>assay submit --url {location.origin} --token … findings.sarif</code>
            </EmptyState>
          ) : (
            <DataTable
              label="API tokens"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "name",
                  head: "Name",
                  cell: ({ name }) => <span className="strong">{name}</span>,
                },
                {
                  id: "scopes",
                  head: "May",
                  width: "300px",
                  cell: ({ scopes }) => scopes?.join(", ") ?? "all that your roles give",
                },
                {
                  id: "made",
                  head: "Made",
                  width: "110px",
                  cell: ({ createdAt }) => <Time at={createdAt} as="day" />,
                },
                {
                  id: "until",
                  head: "Until",
                  width: "140px",
                  cell: ({ expiresAt }) => <Clock due={expiresAt} />,
                },
                {
                  id: "used",
                  head: "Last used",
                  width: "130px",
                  cell: ({ lastUsedAt }) =>
                    lastUsedAt ? <Time at={lastUsedAt} /> : <span className="dim">never</span>,
                },
                {
                  id: "acts",
                  head: <span className="gone">Acts</span>,
                  width: "70px",
                  acts: true,
                  cell: (token) => (
                    <TextButton onClick={() => setRevoking(token)}>Revoke</TextButton>
                  ),
                },
              ]}
            />
          )
        }
      </Asked>
      {making && <TokenDialog onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </Page>
  );
}

function RevokeDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => call(revokeToken, { params: { id: token.id } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["tokens"] });
      onClose();
    },
  });
  return (
    <Confirm
      open
      title="Revoke a token"
      facts={[
        { label: "Token", value: token.name },
        {
          label: "Then",
          value: "Whatever uses it is refused from now on. It cannot be brought back.",
        },
      ]}
      act={`Revoke ${token.name}`}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    />
  );
}
