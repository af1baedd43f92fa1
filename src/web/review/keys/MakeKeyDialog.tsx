import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { passkeyError } from "../../access/passkey.ts";
import type { AtHand } from "../../sealed/identities.ts";
import { useIdentities } from "../../sealed/useIdentities.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import classes from "./keys.module.css";
import { useAddKey } from "./keysQuery.ts";

type Way = "file" | "passkey";

/** A key to be sealed to. Its private half is made here, and stays with the person: as a file, or inside of their passkey. */
export function MakeKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { create, fromPasskey } = useIdentities();
  const [way, setWay] = useState<Way>();
  const [name, setName] = useState("");
  const [made, setMade] = useState<AtHand>();
  const [isKept, setIsKept] = useState(false);
  const add = useAddKey(onClose);
  const save = () =>
    add.mutate(async () => {
      const key = way === "file" ? made : (await fromPasskey().catch(passkeyError))[0];
      if (!key || !way) throw new Error("No key was made.");
      return { purpose: "seal", publicKey: key.key, name: name.trim(), holder: way };
    });
  return (
    <FormDialog
      open
      title="Make a key to be sealed to"
      says="Others seal to its public half. Only its private half opens what they sealed; nobody can make it again, and who runs this service never gets it."
      act="Add its public half"
      busy={add.isPending}
      error={add.error}
      disabled={name.trim() === "" || way === undefined || (way === "file" && !(made && isKept))}
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="Where it is kept, such as “office laptop”."
        required
        maxLength={80}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Choices<Way>
        label="Its private half is kept"
        of={[
          {
            value: "file",
            name: "in a key file",
            says: "Works in every browser and with the command line; age opens with it, too. Keep a copy: without it nothing opens.",
          },
          {
            value: "passkey",
            name: "in the passkey that you sign in with",
            says: "Nothing to keep, where browser and passkey can do it. With the passkey gone, nothing opens.",
          },
        ]}
        value={way}
        onChoose={setWay}
      />
      {way === "file" && (
        <div className={classes.made}>
          <Button onClick={() => setMade(create()[0])}>
            {made ? "Make another key file" : "Make and download the key file"}
          </Button>
          {made && (
            <>
              <p>
                Made, and handed to your browser as a download. Fingerprint of its public half:{" "}
                <span className={classes.fingerprint}>{made.fingerprint}</span>
              </p>
              <Checkbox
                label="I have the file, and keep it where I keep secrets"
                checked={isKept}
                onChange={(event) => setIsKept(event.currentTarget.checked)}
              />
            </>
          )}
        </div>
      )}
      {way === "passkey" && (
        <p className="small soft">
          Your browser asks for your passkey next. It answers with a secret that no server is sent.
        </p>
      )}
    </FormDialog>
  );
}
