import { NativeSelect, Textarea } from "@mantine/core";
import { startAuthentication } from "@simplewebauthn/browser";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import type { PersonKey } from "#contract/review/personKey.ts";
import type { Signing } from "#contract/review/terms.ts";
import { passkeyError } from "../../access/passkey.ts";
import { Choices } from "../Choices.tsx";
import { myKeysQuery } from "../keys/keysQuery.ts";
import { readSignature } from "./signCommand.ts";
import classes from "./terms.module.css";

export type Way = "webauthn" | "ed25519";

/** How somebody signs, as far as it has been said. */
export type SignDraft = { readonly way: Way; readonly keyId: string; readonly pasted: string };
const BLANK: SignDraft = { way: "webauthn", keyId: "", pasted: "" };

/** By a passkey, once it is asked; by a key held elsewhere, once its signature was pasted. */
export function useSignature() {
  const [draft, setDraft] = useState(BLANK);
  const keys = useQuery(myKeysQuery);
  const mine = (keys.data?.items ?? []).filter(
    ({ purpose, endedAt }) => purpose === "sign" && endedAt === null,
  );
  const key = mine.find(({ id }) => id === draft.keyId) ?? mine[0];
  const signature = readSignature(draft.pasted);
  const byKey = key !== undefined && signature !== undefined;
  return {
    draft,
    keys: mine,
    isReady: draft.way === "webauthn" || byKey,
    change: (part: Partial<SignDraft>) => setDraft((before) => ({ ...before, ...part })),
    /** `begin` asks the server for what a passkey answers. */
    sign: async (
      begin: () => Promise<{ readonly options: object }>,
    ): Promise<z.infer<typeof Signing>> => {
      if (draft.way === "ed25519")
        return { method: "ed25519", keyId: key?.id ?? "", signature: signature ?? "" };
      const { options } = await begin();
      const response = await startAuthentication({ optionsJSON: options as never }).catch(
        passkeyError,
      );
      return { method: "webauthn", response: { ...response } };
    },
  };
}

type Props = {
  readonly signature: ReturnType<typeof useSignature>;
  /** What a shell runs to sign, once it is known what. */
  readonly command: string | undefined;
};

/** The choice between a passkey and a key held elsewhere. */
export const SignWith = ({ signature, command }: Props) => (
  <>
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
      value={signature.draft.way}
      onChoose={(way) => signature.change({ way })}
    />
    {signature.draft.way === "ed25519" && <OwnKey signature={signature} command={command} />}
  </>
);

const keyLine = ({ id, name, publicKey }: PersonKey) => ({
  value: id,
  label: `${name}, ${publicKey.slice(0, 16)}…`,
});

/** What to sign with which key, outside of this page. */
function OwnKey({ signature: { draft, keys, change }, command }: Props) {
  if (keys.length === 0)
    return (
      <p className="small">
        No signing key of yours is known here. <Link to="/keys">Add its public half</Link> first.
      </p>
    );
  const isNone = draft.pasted.trim() !== "" && readSignature(draft.pasted) === undefined;
  return (
    <div className={classes.key}>
      <NativeSelect
        label="Key"
        data={keys.map(keyLine)}
        value={draft.keyId || (keys[0]?.id ?? "")}
        onChange={(event) => change({ keyId: event.currentTarget.value })}
      />
      {command !== undefined && (
        <div>
          <p className="small dim">With the key in a PEM file:</p>
          <pre>{command}</pre>
        </div>
      )}
      <Textarea
        label="Signature"
        description="128 hexadecimal digits"
        required
        autosize
        minRows={2}
        value={draft.pasted}
        error={isNone && "This is no signature."}
        onChange={(event) => change({ pasted: event.currentTarget.value })}
      />
    </div>
  );
}
