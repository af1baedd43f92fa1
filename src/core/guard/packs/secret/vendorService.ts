import { alnum, capital, digits, hex, small } from "../sample.ts";
import { plainRules, secretRule } from "./secretRule.ts";

const UUID = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;

/** Keys by the beginnings that their issuers publish: models, money, messages. */
export const vendorServiceRules = [
  ...plainRules([
    ["adobe-secret", "An Adobe client secret", "\\bp8e-[A-Za-z0-9_-]{32}", `p8e-${alnum(32)}`],
    [
      "adyen-key",
      "An Adyen key",
      "\\bAQE[A-Za-z0-9+/]{60,300}={0,2}-[A-Za-z0-9+/=]{30,80}-[^\\s\"']{12,24}",
      `AQEyhmfx${alnum(80)}-${alnum(43)}=-${alnum(16)}`,
    ],
    ["anyscale-key", "An Anyscale key", "\\besecret_[A-Za-z0-9]{24,40}\\b", `esecret_${alnum(26)}`],
    [
      "authress-key",
      "An Authress key",
      "\\b(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.(?:acc)[_-][A-Za-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}",
      `authress_${alnum(10)}.${small(4)}.acc_${alnum(12)}.${alnum(43)}`,
    ],
    [
      "browserbase-key",
      "A Browserbase key",
      "\\bbb_(?:live|test)_[\\w-]{22,40}",
      `bb_live_${alnum(27)}`,
    ],
    ["cartesia-key", "A Cartesia key", "\\bsk_car_[\\w-]{20,60}", `sk_car_${alnum(22)}`],
    ["cerebras-key", "A Cerebras key", "\\bcsk-[A-Za-z0-9]{48}\\b", `csk-${small(48)}`],
    [
      "clickup-token",
      "A ClickUp token",
      "\\bpk_\\d{6,9}_[A-Z0-9]{32}\\b",
      `pk_${digits(8)}_${capital(32)}`,
    ],
    [
      "configcat-key",
      "A ConfigCat key",
      "\\bconfigcat-(?:sdk-1|proxy)/[\\w-]{22}/[\\w-]{22}",
      `configcat-sdk-1/${alnum(22)}/${alnum(22)}`,
    ],
    ["databento-key", "A Databento key", "\\bdb-[A-Za-z0-9]{28,30}\\b", `db-${alnum(29)}`],
    [
      "devin-key",
      "A Devin key",
      "\\b(?:apk_(?:user_)?[A-Za-z0-9+/=]{80,180}|cog_[a-z0-9]{52})",
      `cog_${small(52)}`,
    ],
    ["firecrawl-key", "A Firecrawl key", "\\bfc-[a-f0-9]{32}\\b", `fc-${hex(32)}`],
    ["flexport-token", "A Flexport token", "\\bshltm_[\\w-]{40}", `shltm_${alnum(40)}`],
    [
      "flutterwave-public",
      "A Flutterwave key",
      "\\bFLWPUBK(?:_TEST)?-[A-Za-z0-9]{32}-[Xx]\\b",
      `FLWPUBK_TEST-${hex(32)}-X`,
    ],
    [
      "fullstory-key",
      "A FullStory key",
      "\\b(?:na1|eu1)\\.[A-Za-z0-9+/]{50,120}={0,2}",
      `na1.${alnum(64)}`,
    ],
    [
      "gc-notify-key",
      "A key of GC Notify",
      `\\bgcntfy-[\\w-]{1,60}-${UUID}-${UUID}`,
      `gcntfy-${small(6)}-${uuid}-${uuid}`,
    ],
    [
      "helicone-key",
      "A Helicone key",
      "\\bsk-helicone-[a-z0-9-]{20,60}",
      `sk-helicone-${small(7)}-${small(7)}-${small(7)}-${small(7)}`,
    ],
    [
      "intra42-secret",
      "An Intra 42 secret",
      "\\bs-s4t2(?:ud|af)-[A-Fa-f0-9]{64}\\b",
      `s-s4t2ud-${hex(64)}`,
    ],
    [
      "klarna-key",
      "A Klarna key",
      "\\bklarna_(?:live|test)_api_[A-Za-z0-9!?()*$%/=+_-]{30,200}",
      `klarna_live_api_${alnum(60)}`,
    ],
    ["klaviyo-key", "A Klaviyo key", "\\bpk_[a-f0-9]{34}\\b", `pk_${hex(34)}`],
    ["langfuse-key", "A Langfuse key", `\\bsk-lf-${UUID}\\b`, `sk-lf-${uuid}`],
    ["llama-cloud-key", "A LlamaCloud key", "\\bllx-[A-Za-z0-9]{40,52}\\b", `llx-${alnum(48)}`],
    [
      "llama-key",
      "A Llama key",
      "\\bLLM\\|\\d{8,20}\\|[\\w-]{20,40}",
      `LLM|${digits(15)}|${alnum(27)}`,
    ],
    [
      "mailersend-token",
      "A MailerSend token",
      "\\bmlsn\\.[A-Za-z0-9]{36,80}\\b",
      `mlsn.${hex(64)}`,
    ],
    [
      "mercury-token",
      "A Mercury token",
      "\\bsecret-token:mercury_(?:production|sandbox)_[\\w-]{30,100}",
      `secret-token:mercury_production_rma_${alnum(40)}_yrucrem`,
    ],
    [
      "meta-token",
      "A Facebook app's token",
      "\\b\\d{15,16}\\|[\\w-]{26,40}\\b",
      `${digits(15)}|${alnum(27)}`,
    ],
    [
      "midtrans-key",
      "A Midtrans key",
      "\\b(?:SB-)?Mid-server-[\\w-]{20,40}",
      `Mid-server-${alnum(24)}`,
    ],
    ["modal-token", "A Modal token", "\\ba[ks]-[A-Za-z0-9]{22}\\b", `as-${alnum(22)}`],
    ["nylas-key", "A Nylas key", "\\bnyk_(?:v0_)?[A-Za-z0-9]{40,80}\\b", `nyk_v0_${alnum(64)}`],
    [
      "omise-key",
      "An Omise key",
      "\\bskey_(?:test_|live_)?[a-z0-9]{16,24}\\b",
      `skey_${small(19)}`,
    ],
    [
      "onesignal-key",
      "A OneSignal key",
      "\\bos_v2_(?:app|org)_[a-z0-9]{80,120}\\b",
      `os_v2_app_${small(103)}`,
    ],
    [
      "openai-key",
      "An OpenAI key",
      "\\bsk-[\\w-]{16,200}?T3BlbkFJ[\\w-]{16,200}",
      `sk-proj-${alnum(20)}T3BlbkFJ${alnum(20)}`,
    ],
    [
      "paddle-key",
      "A Paddle key",
      "\\bpdl_(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}\\b",
      `pdl_live_apikey_${small(26)}_${alnum(22)}_${alnum(3)}`,
    ],
    [
      "pinterest-token",
      "A Pinterest token",
      "\\bpin[ar]_[A-Za-z0-9]{36,80}\\b",
      `pina_${capital(64)}`,
    ],
    [
      "resend-key",
      "A Resend key",
      "\\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}\\b",
      `re_${alnum(8)}_${alnum(24)}`,
    ],
    ["runpod-key", "A RunPod key", "\\brpa_[A-Z0-9]{36,44}[a-z0-9]{0,8}\\b", `rpa_${capital(40)}`],
    [
      "samsara-key",
      "A Samsara key",
      "\\bsamsara_api_[A-Za-z0-9]{28,34}\\b",
      `samsara_api_${alnum(30)}`,
    ],
    [
      "slack-config-token",
      "A Slack token",
      "\\bxoxe(?:\\.xox[bp])?-\\d-[A-Za-z0-9+/=]{100,240}",
      `xoxe.xoxp-1-${alnum(166)}`,
    ],
    [
      "telnyx-key",
      "A Telnyx key",
      "\\bKEY[0-9A-F]{32}_[A-Za-z0-9]{22}\\b",
      `KEY${hex(32).toUpperCase()}_${alnum(22)}`,
    ],
    [
      "thunderstore-token",
      "A Thunderstore token",
      "\\btss_[A-Za-z0-9]{24,40}\\b",
      `tss_${alnum(36)}`,
    ],
    ["twitch-token", "A Twitch token", "\\boauth:([a-z0-9]{30})\\b", `oauth:${small(30)}`],
    ["unkey-key", "An Unkey key", "\\bunkey_[A-Za-z0-9]{20,40}\\b", `unkey_${alnum(24)}`],
    [
      "wallet-key",
      "A wallet's extended private key",
      "\\b[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107,108}\\b",
      `xprv${alnum(120)
        .replace(/[0OIl]/g, "x")
        .slice(0, 107)}`,
    ],
    [
      "aikido-token",
      "An Aikido token",
      "\\bAIK_(?:CI|RUNTIME|SECRET)_[A-Za-z0-9]{20,80}\\b",
      `AIK_CI_${alnum(43)}`,
    ],
    [
      "asaas-token",
      "An Asaas token",
      "\\$aact_(?:prod|hmlg)_[A-Za-z0-9:+/=-]{34,200}",
      `$aact_prod_${alnum(64)}`,
    ],
    ["brave-key", "A Brave Search key", "\\bBSA[A-Za-z0-9_-]{28,32}\\b", `BSA${alnum(28)}`],
    ["cursor-key", "A Cursor key", "\\bkey_[a-f0-9]{64}\\b", `key_${hex(64)}`],
    ["lichess-token", "A Lichess token", "\\blip_[A-Za-z0-9]{16,24}\\b", `lip_${alnum(20)}`],
    [
      "onfido-token",
      "An Onfido token",
      "\\bapi_(?:live|sandbox)(?:_(?:ca|us))?\\.[A-Za-z0-9_-]{20,60}(?:\\.[A-Za-z0-9_-]{20,60})?",
      `api_live_us.${alnum(40)}`,
    ],
    [
      "persona-key",
      "A Persona key",
      "\\bpersona_(?:production|sandbox)_[a-z0-9-]{24,60}",
      `persona_production_${small(48)}`,
    ],
    ["render-key", "A Render key", "\\brnd_[A-Za-z0-9]{28,40}\\b", `rnd_${alnum(32)}`],
    ["upcloud-token", "An UpCloud token", "\\bucat_[A-Z0-9a-z]{24,40}\\b", `ucat_${capital(32)}`],
    ["val-town-token", "A Val Town token", "\\bvtwn_[A-Za-z0-9]{20,40}\\b", `vtwn_${alnum(30)}`],
    [
      "wandb-key",
      "A Weights & Biases key",
      "\\bwandb_v1_[A-Za-z0-9_-]{60,100}",
      `wandb_v1_${alnum(77)}`,
    ],
    [
      "workato-token",
      "A Workato token",
      "\\bwrka[a-z]{0,3}-eyJ[\\w-]{10,400}\\.[\\w-]{10,4000}\\.[\\w-]{10,600}",
      `wrka-eyJ${alnum(20)}.${alnum(40)}.${alnum(43)}`,
    ],
    [
      "xendit-key",
      "A Xendit key",
      "\\bxnd_(?:production|development)_[A-Za-z0-9+/=]{40,120}",
      `xnd_production_${alnum(64)}`,
    ],
  ]),
  secretRule("fal-key", {
    what: "A fal key",
    pattern: `(?i:\\bfal)[^\\n]{0,40}?\\b(${UUID}:[a-f0-9]{32})\\b`,
    examples: [`FAL_KEY=${uuid}:${hex(32)}`],
    counterExamples: [`FAL_KEY=${uuid}`],
  }),
  secretRule("mailgun-signing-key", {
    what: "A Mailgun key",
    pattern:
      "(?i:mailgun)[^\\n]{0,60}?\\b(key-[a-z0-9]{32}|[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8})\\b",
    examples: [`MAILGUN_KEY=key-${small(32)}`, `mailgun: ${hex(32)}-${hex(8)}-${hex(8)}`],
    counterExamples: ["mailgun key-value store"],
  }),
  secretRule("zhipu-key", {
    what: "A Zhipu key",
    pattern:
      "(?i:zhipu|bigmodel|z_?ai|glm|ollama)[^\\n]{0,60}?\\b([a-f0-9]{32}\\.[A-Za-z0-9]{16,24})\\b",
    examples: [`ZHIPUAI_API_KEY="${hex(32)}.${alnum(16)}"`],
    counterExamples: ["glm-4.5 by zhipu"],
  }),
];
