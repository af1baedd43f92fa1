import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import classes from "./keys.module.css";
import { useAddKey } from "./keysQuery.ts";
import { type Purpose, publicFingerprint, publicKeyFault } from "./publicKey.ts";

/** The public half of a key that was made elsewhere, such as by the command line. */
export function AddKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const [purpose, setPurpose] = useState<Purpose>();
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const add = useAddKey(onClose);
  const key = text.trim();
  const fault = purpose && key !== "" ? publicKeyFault(purpose, key) : undefined;
  const fingerprint = purpose && publicFingerprint(purpose, key);
  return (
    <FormDialog
      open
      title="Add a public key made elsewhere"
      says="Only its public half comes here."
      act="Add it"
      busy={add.isPending}
      error={add.error}
      disabled={name.trim() === "" || fingerprint === undefined}
      onSubmit={() => {
        if (purpose && !publicKeyFault(purpose, key))
          add.mutate(() => ({ purpose, publicKey: key, name: name.trim(), holder: "file" }));
      }}
      onClose={onClose}
    >
      <Choices<Purpose>
        label="It is for"
        of={[
          { value: "seal", name: "sealing", says: "Others seal to it; age, X25519: age1…" },
          { value: "sign", name: "signing terms", says: "Ed25519, in hexadecimal." },
        ]}
        value={purpose}
        onChoose={setPurpose}
      />
      <TextInput
        label="Name"
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Public key"
        required
        maxLength={200}
        value={text}
        error={fault}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {fingerprint && (
        <p className="small">
          Fingerprint <span className={classes.fingerprint}>{fingerprint}</span>
        </p>
      )}
    </FormDialog>
  );
}
