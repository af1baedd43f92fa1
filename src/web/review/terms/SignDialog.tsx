import { NativeSelect, Textarea } from "@mantine/core";
import { startAuthentication } from "@simplewebauthn/browser";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { PersonKey } from "#contract/review/personKey.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { beginTermsSignature, signTerms } from "#contract/review/terms.ts";
import { passkeyError } from "../../access/passkey.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import { myKeysQuery } from "../keys/keysQuery.ts";
import { useReviewChange } from "../reviewQuery.ts";
import { partyName } from "../who.ts";
import { readSignature, signCommand } from "./signCommand.ts";
import classes from "./terms.module.css";

type Way = "webauthn" | "ed25519";
type Props = {
  readonly page: ReviewPage;
  readonly version: ReviewPage["terms"][number];
  readonly onClose: () => void;
};

/** Signs in the browser: by a passkey over the hash, or with what a key held elsewhere made of it. */
export function SignDialog({ page, version: { version, hash }, onClose }: Props) {
  const me = useMe();
  const [way, setWay] = useState<Way>("webauthn");
  const [keyId, setKeyId] = useState("");
  const [pasted, setPasted] = useState("");
  const keys = useQuery(myKeysQuery);
  const mine = (keys.data?.items ?? []).filter(
    ({ purpose, endedAt }) => purpose === "sign" && endedAt === null,
  );
  const key = mine.find(({ id }) => id === keyId) ?? mine[0];
  const signature = readSignature(pasted);
  const change = useReviewChange(page, onClose);
  const params = { ref: page.ref, version };
  const sign = () =>
    change.mutate(async (headers) => {
      if (way === "ed25519")
        return await call(signTerms, {
          params,
          headers,
          body: { method: "ed25519", keyId: key?.id ?? "", signature: signature ?? "" },
        });
      const { options } = await call(beginTermsSignature, { params });
      const response = await startAuthentication({ optionsJSON: options as never }).catch(
        passkeyError,
      );
      return await call(signTerms, {
        params,
        headers,
        body: { method: "webauthn", response: { ...response } },
      });
    });
  const party = partyName(page, me.party?.id ?? null);
  return (
    <FormDialog
      open
      title={`Sign version ${version} of the terms`}
      says={
        <>
          As {me.name} for {party}. The signature stays with the terms, and anybody who holds them
          can verify it. What is signed is their SHA-256{" "}
          <span className={classes.hash}>{hash}</span>
        </>
      }
      act={way === "webauthn" ? "Sign with a passkey" : "Attach the signature"}
      busy={change.isPending}
      error={change.error}
      disabled={way === "ed25519" && (key === undefined || signature === undefined)}
      onSubmit={sign}
      onClose={onClose}
    >
      <Choices<Way>
        label="With"
        of={[
          {
            value: "webauthn",
            name: "A passkey of mine",
            says: "This browser asks for it; the hash is its challenge.",
          },
          {
            value: "ed25519",
            name: "An Ed25519 key that I hold elsewhere",
            says: "You sign outside of this page and paste the signature.",
          },
        ]}
        value={way}
        onChoose={setWay}
      />
      {way === "ed25519" && (
        <OwnKey hash={hash} keys={mine} chosen={key?.id} onChosen={setKeyId}>
          <Textarea
            label="Signature"
            description="128 hexadecimal digits"
            required
            autosize
            minRows={2}
            value={pasted}
            error={pasted.trim() !== "" && signature === undefined && "This is no signature."}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
        </OwnKey>
      )}
    </FormDialog>
  );
}

/** What to sign with which key, outside of this page. */
function OwnKey(props: {
  readonly hash: string;
  readonly keys: readonly PersonKey[];
  readonly chosen: string | undefined;
  readonly onChosen: (id: string) => void;
  readonly children: ReactNode;
}) {
  if (props.keys.length === 0)
    return (
      <p className="small">
        No signing key of yours is known here. <Link to="/keys">Add its public half</Link> first.
      </p>
    );
  return (
    <div className={classes.key}>
      <NativeSelect
        label="Key"
        data={props.keys.map(({ id, name, publicKey }) => ({
          value: id,
          label: `${name}, ${publicKey.slice(0, 16)}…`,
        }))}
        value={props.chosen ?? ""}
        onChange={(event) => props.onChosen(event.currentTarget.value)}
      />
      <div>
        <p className="small dim">With the key in a PEM file:</p>
        <pre>{signCommand(props.hash)}</pre>
      </div>
      {props.children}
    </div>
  );
}
