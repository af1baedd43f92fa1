import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { passkeyError } from "../../access/passkey.ts";
import { useIdentities } from "../../sealed/useIdentities.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { TextButton } from "../../ui/Page.tsx";
import classes from "./material.module.css";

const FROM = { passkey: "of your passkey", file: "from a key file", new: "made here" } as const;

/** The private keys that this page holds, and how it gets one. They go when the page goes. */
export function KeyAtHand({ keys }: { readonly keys: readonly string[] }) {
  const { all, fromFile, fromPasskey, forget } = useIdentities();
  const input = useRef<HTMLInputElement>(null);
  const read = useMutation({ mutationFn: fromFile });
  const ask = useMutation({ mutationFn: () => fromPasskey().catch(passkeyError) });
  const hasOne = all.some(({ key }) => keys.includes(key));
  return (
    <div className={classes.steps}>
      {all.length > 0 && (
        <ul className={classes.hands}>
          {all.map((one) => (
            <li key={one.key}>
              <span className={classes.fingerprint}>{one.fingerprint}</span> {FROM[one.from]}
              {!keys.includes(one.key) && (
                <span className="dim">; it was not sealed to this key</span>
              )}
            </li>
          ))}
          <li>
            <TextButton onClick={forget}>Forget {all.length === 1 ? "it" : "them"}</TextButton>{" "}
            <span className="dim">as closing this page does</span>
          </li>
        </ul>
      )}
      {!hasOne && (
        <>
          <p className="soft">
            Your private key opens it, in this page. It is read here, and sent nowhere.
          </p>
          <div className={classes.file}>
            <input
              ref={input}
              type="file"
              hidden
              aria-label="Key file"
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                if (file) read.mutate(file);
                event.currentTarget.value = "";
              }}
            />
            <Button loading={read.isPending} onClick={() => input.current?.click()}>
              Choose your key file
            </Button>
            <Button loading={ask.isPending} onClick={() => ask.mutate()}>
              Use your passkey
            </Button>
          </div>
        </>
      )}
      <Refusal error={read.error ?? ask.error} />
    </div>
  );
}
