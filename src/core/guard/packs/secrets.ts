import type { Pack } from "../pack.ts";
import { callRules } from "./secret/call.ts";
import { cloudRules } from "./secret/cloud.ts";
import { codeRules } from "./secret/code.ts";
import { commandRules } from "./secret/command.ts";
import { connectionRules } from "./secret/connection.ts";
import { credentialRules } from "./secret/credential.ts";
import { deviceRules } from "./secret/device.ts";
import { keyRules } from "./secret/key.ts";
import { namedRules } from "./secret/named.ts";
import { pairRules } from "./secret/pair.ts";
import { proseRules } from "./secret/prose.ts";
import { serviceRules } from "./secret/service.ts";
import { serviceNameRules } from "./secret/serviceName.ts";
import { vendorCloudRules } from "./secret/vendor.ts";
import { vendorServiceRules } from "./secret/vendorService.ts";
import { webhookRules } from "./secret/webhook.ts";

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
    ...connectionRules,
    ...pairRules,
    ...commandRules,
    ...deviceRules,
    ...callRules,
    ...webhookRules,
    ...proseRules,
    ...vendorCloudRules,
    ...vendorServiceRules,
    ...serviceNameRules,
  ],
};
