import { useSyncExternalStore } from "react";
import { identities, newKeyFile, readKeyFile } from "./identities.ts";
import { askPasskey } from "./passkeyIdentity.ts";
import { random } from "./platform.ts";
import { saveByLink } from "./sink.ts";

/** The private keys at hand, and the ways to get one. */
export function useIdentities() {
  return {
    all: useSyncExternalStore(identities.subscribe, identities.all),
    /** Throws a sentence where passkey or browser cannot do it. */
    fromPasskey: async () => {
      const identity = await askPasskey();
      if (identity) return identities.add([identity], "passkey");
      throw new Error(
        "This passkey, or this browser, gives out no key of its own. Use a key file instead.",
      );
    },
    fromFile: async (file: Blob) => identities.add(readKeyFile(await file.text()), "file"),
    /** Downloads the key file; without it nothing that is sealed to this key opens again. */
    create: () => {
      const { identity, text, name } = newKeyFile(random, new Date());
      saveByLink(new File([text], name, { type: "text/plain" }));
      return identities.add([identity], "new");
    },
    forget: identities.forget,
  };
}
