import { alnum, hex, small } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

const UUID = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;

/** Addresses to which anybody who knows them may post. */
export const webhookRules = [
  secretRule("webhook", {
    what: "The address of a webhook",
    pattern: `(?:maker\\.ifttt\\.com/[^\\s"'<>]{1,80}/with/key/([\\w-]{20,60})|\\bhook\\.(?:[a-z0-9]{2,5}\\.)?(?:make|integromat)\\.com/([a-z0-9]{20,40})|webexapis\\.com/v1/webhooks/incoming/([A-Za-z0-9]{40,160})|\\bloggly\\.com/(?:inputs|bulk)/(${UUID})|pagerduty\\.com/integration/([a-f0-9]{32}))`,
    examples: [
      `https://maker.ifttt.com/trigger/on/with/key/${alnum(43)}`,
      `https://hook.eu1.make.com/${small(32)}`,
      `https://webexapis.com/v1/webhooks/incoming/${alnum(76)}`,
      `https://logs-01.loggly.com/inputs/${uuid}/tag/http/`,
      `https://events.pagerduty.com/integration/${hex(32)}/enqueue`,
    ],
    counterExamples: [
      "https://maker.ifttt.com/trigger/on/with/key/<key>",
      "https://hook.eu1.make.com/",
    ],
  }),
  secretRule("chat-webhook", {
    what: "The address of a webhook",
    pattern: "://[\\w.-]{3,100}(?::\\d{2,5})?/hooks/([A-Za-z0-9]{16,64}(?:/[A-Za-z0-9]{20,64})?)",
    check: "random",
    examples: [
      `https://mattermost.example.com/hooks/${small(26)}`,
      `https://chat.example.com/hooks/${alnum(17)}/${alnum(48)}`,
    ],
    counterExamples: ["https://example.com/hooks/useLocalStorageState"],
  }),
];
