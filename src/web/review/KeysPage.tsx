import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endMyKey, type PersonKey } from "#contract/review/personKey.ts";
import { call } from "../api.ts";
import { Asked } from "../ui/Asked.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page, TextButton } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { AddKeyDialog } from "./keys/AddKeyDialog.tsx";
import classes from "./keys/keys.module.css";
import { myKeysQuery } from "./keys/keysQuery.ts";
import { MakeKeyDialog } from "./keys/MakeKeyDialog.tsx";
import { publicFingerprint } from "./keys/publicKey.ts";

const HOLDER = { file: "key file", passkey: "passkey" } as const;
const PURPOSE = { seal: "to be sealed to", sign: "to sign terms" } as const;

/** One's own public keys: what others seal to, and what one's signatures are verified by. */
export function KeysPage() {
  const query = useQuery(myKeysQuery);
  const [shown, setShown] = useState<"make" | "add">();
  const [ending, setEnding] = useState<PersonKey>();
  const close = () => setShown(undefined);
  return (
    <Page
      title="Keys"
      about="yours; only their public halves are here"
      acts={
        <>
          <Button onClick={() => setShown("make")}>Make a key</Button>
          <Button onClick={() => setShown("add")}>Add a public key</Button>
        </>
      }
    >
      <Asked query={query} what="your keys" lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState page fact="You have no key.">
              Until you make one, nothing can be sealed to you. It is made in this page, and its
              private half stays with you.
            </EmptyState>
          ) : (
            <DataTable
              label="Keys"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "name",
                  head: "Name",
                  cell: ({ name, publicKey }) => (
                    <>
                      <span className="strong">{name}</span>
                      <span className={classes.public}>{publicKey}</span>
                    </>
                  ),
                },
                {
                  id: "print",
                  head: "Fingerprint",
                  width: "210px",
                  stacked: "line",
                  cell: ({ purpose, publicKey }) => (
                    <span className={classes.fingerprint}>
                      {publicFingerprint(purpose, publicKey) ?? "none"}
                    </span>
                  ),
                },
                {
                  id: "purpose",
                  head: "For",
                  width: "120px",
                  cell: ({ purpose }) => PURPOSE[purpose],
                },
                {
                  id: "holder",
                  head: "Private half",
                  width: "90px",
                  cell: ({ holder }) => HOLDER[holder],
                },
                {
                  id: "since",
                  head: "Since",
                  width: "90px",
                  cell: ({ addedAt }) => <Time at={addedAt} as="day" />,
                },
                {
                  id: "acts",
                  head: "In use",
                  width: "150px",
                  cell: (key) =>
                    key.endedAt ? (
                      <span className="dim">
                        ended <Time at={key.endedAt} as="day" />
                      </span>
                    ) : (
                      <TextButton onClick={() => setEnding(key)}>End it</TextButton>
                    ),
                },
              ]}
            />
          )
        }
      </Asked>
      <p className={classes.says}>
        Tell a fingerprint to those who seal to you, by telephone or in person: this service gives
        out your public keys, and the fingerprint is how they know that it gave out yours.
      </p>
      {shown === "make" && <MakeKeyDialog onClose={close} />}
      {shown === "add" && <AddKeyDialog onClose={close} />}
      {ending && <EndDialog of={ending} onClose={() => setEnding(undefined)} />}
    </Page>
  );
}

function EndDialog({ of, onClose }: { readonly of: PersonKey; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => call(endMyKey, { params: { id: of.id } }),
    onSuccess: () => {
      for (const key of ["my-keys", "review"]) void queries.invalidateQueries({ queryKey: [key] });
      onClose();
    },
  });
  return (
    <Confirm
      open
      title="End a key"
      facts={[
        { label: "Key", value: of.name },
        {
          label: "From now on",
          value:
            of.purpose === "seal"
              ? "Nobody is offered it to seal to. What was sealed to it stays readable by it: keep its private half."
              : "Nothing new is signed with it. What was signed stays signed.",
        },
        { label: "Back", value: "It cannot be taken up again; make another one." },
      ]}
      act={`End ${of.name}`}
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    />
  );
}
