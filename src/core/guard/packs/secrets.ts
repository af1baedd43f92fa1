import type { Pack } from "../pack.ts";
import { cloudRules } from "./secret/cloud.ts";
import { codeRules } from "./secret/code.ts";
import { credentialRules } from "./secret/credential.ts";
import { keyRules } from "./secret/key.ts";
import { namedRules } from "./secret/named.ts";
import { serviceRules } from "./secret/service.ts";

/** Keys, tokens, passwords: what opens a door for whoever reads it. */
export const secretsPack: Pack = {
  id: "secrets",
  version: "1",
  title: "Secrets",
  rules: [
    ...keyRules,
    ...cloudRules,
    ...codeRules,
    ...serviceRules,
    ...namedRules,
    ...credentialRules,
  ],
};
