import { alnum, capital, digits, hex, letters, small } from "../sample.ts";
import { plainRules, secretRule } from "./secretRule.ts";

const UUID = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;

/** Providers of machines, storage and databases. */
export const cloudRules = [
  ...plainRules([
    [
      "aws-access-key",
      "An AWS access key id",
      "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b",
      `AKIA${"Q7ZC4KMW6TRXB2VL".replace(/[189]/g, "5")}`,
    ],
    [
      "aws-bedrock-key",
      "An Amazon Bedrock key",
      "\\bABSK[A-Za-z0-9+/]{100,300}={0,2}",
      `ABSK${alnum(128)}`,
    ],
    ["aws-mws-token", "An Amazon marketplace token", `\\bamzn\\.mws\\.${UUID}`, `amzn.mws.${uuid}`],
    ["aws-appsync-key", "An AWS AppSync key", "\\bda2-[a-z0-9]{26}\\b", `da2-${small(26)}`],
    ["google-api-key", "A Google API key", "\\bAIza[\\w-]{35}", `AIza${alnum(35)}`],
    [
      "google-client-secret",
      "A Google OAuth client secret",
      "\\bGOCSPX-[\\w-]{28}",
      `GOCSPX-${alnum(28)}`,
    ],
    [
      "google-access-token",
      "A Google access token",
      "\\bya29\\.[\\w-]{20,400}",
      `ya29.${alnum(30)}`,
    ],
    ["google-refresh-token", "A Google refresh token", "\\b1//0[\\w-]{40,120}", `1//0${alnum(60)}`],
    [
      "azure-client-secret",
      "A client secret of Entra ID",
      "[\\w~.-]{3}\\dQ~[\\w~.-]{31,34}",
      `aB~8Q~${alnum(34)}`,
    ],
    [
      "azure-storage-key",
      "A key of an Azure storage account",
      "\\bAccountKey=([A-Za-z0-9+/]{86}==)",
      `AccountKey=${alnum(86)}==`,
    ],
    [
      "azure-shared-access-key",
      "An Azure shared access key",
      "\\bSharedAccessKey=([A-Za-z0-9+/]{43}=)",
      `SharedAccessKey=${alnum(43)}=`,
    ],
    [
      "azure-app-configuration",
      "A connection to Azure App Configuration",
      "\\.azconfig\\.io;Id=[^;\\s]{1,80};Secret=([A-Za-z0-9+/=]{40,100})",
      `Endpoint=https://a.azconfig.io;Id=x-l0;Secret=${alnum(43)}=`,
    ],
    [
      "azure-function-key",
      "A key of an Azure function",
      "azurewebsites\\.net/[^\\s\"'<>]{0,120}?[?&]code=([\\w%+/-]{40,120}={0,2})",
      `https://a.azurewebsites.net/api/f?code=${alnum(54)}==`,
    ],
    [
      "azure-signature",
      "A signature that opens Azure storage",
      "[?&]sig=([A-Za-z0-9%/+]{42,70}(?:=|%3[dD])?)",
      `?sv=2022-11-02&sig=${alnum(43)}%3D`,
    ],
    [
      "azure-devops-token",
      "An Azure DevOps token",
      "\\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\\b",
      `${alnum(66)}${alnum(10)}AZDO${alnum(4)}`,
    ],
    [
      "azure-service-key",
      "A key of an Azure service",
      "\\b[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}\\b",
      `${alnum(52)}JQQJ99${alnum(26)}`,
    ],
    [
      "digitalocean-token",
      "A DigitalOcean token",
      "\\bdo[oprt]_v1_[a-f0-9]{64}\\b",
      `dop_v1_${hex(64)}`,
    ],
    [
      "alibaba-access-key",
      "An Alibaba Cloud access key id",
      "\\bLTAI[A-Za-z0-9]{16,24}\\b",
      `LTAI5t${alnum(18)}`,
    ],
    [
      "tencent-secret-id",
      "A Tencent Cloud secret id",
      "\\bAKID[A-Za-z0-9]{32}\\b",
      `AKID${alnum(32)}`,
    ],
    [
      "cloudflare-origin-key",
      "A Cloudflare origin CA key",
      "\\bv1\\.0-[a-f0-9]{24}-[a-f0-9]{146}\\b",
      `v1.0-${hex(24)}-${hex(146)}`,
    ],
    ["heroku-key", "A Heroku key", "\\bHRKU-[\\w-]{36,70}", `HRKU-${uuid}`],
    [
      "fly-token",
      "A Fly.io token",
      "\\b(?:fo1_[\\w-]{43}|fm[12][ar]?_[A-Za-z0-9+/]{100,1000}={0,3})",
      `fo1_${alnum(43)}`,
    ],
    ["scaleway-key", "A Scaleway access key", "\\bSCW[A-Z0-9]{17}\\b", `SCW${capital(17)}`],
    [
      "supabase-key",
      "A Supabase key",
      "\\bsb(?:p_[\\w-]{40,44}|_secret_[\\w-]{31,40})",
      `sbp_${hex(40)}`,
    ],
    [
      "planetscale-token",
      "A PlanetScale token",
      "\\bpscale_(?:tkn|pw|oauth|api)_[\\w=.-]{32,64}",
      `pscale_tkn_${alnum(43)}`,
    ],
    ["neon-key", "A Neon key", "\\bnapi_[A-Za-z0-9]{50,80}\\b", `napi_${small(64)}`],
    [
      "databricks-token",
      "A Databricks token",
      "\\bdapi[a-f0-9]{32}(?:-\\d{1,2})?\\b",
      `dapi${hex(32)}`,
    ],
    ["vault-token", "A HashiCorp Vault token", "\\bhv[sbr]\\.[\\w-]{24,300}", `hvs.${alnum(26)}`],
    [
      "terraform-token",
      "An HCP Terraform token",
      "\\b[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}",
      `${alnum(14)}.atlasv1.${alnum(67)}`,
    ],
    ["pulumi-token", "A Pulumi token", "\\bpul-[a-f0-9]{40}\\b", `pul-${hex(40)}`],
    [
      "doppler-token",
      "A Doppler token",
      "\\bdp\\.(?:ct|pt|st|sa|scim|audit|said)(?:\\.[\\w-]{2,35})?\\.[A-Za-z0-9]{40,44}\\b",
      `dp.st.dev.${alnum(43)}`,
    ],
    [
      "1password-token",
      "A 1Password token",
      "\\bops_eyJ[A-Za-z0-9+/]{200,3000}={0,2}",
      `ops_eyJ${alnum(220)}`,
    ],
    [
      "1password-secret-key",
      "A 1Password secret key",
      "\\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}\\b",
      "A3-ASWWYB-798JRYLJVD4-23DC2-86TVM-H43EB".replace("ASWWYB", "Q7ZC4K"),
    ],
    ["yandex-key", "A Yandex Cloud key", "\\bAQVN[\\w-]{35,38}", `AQVN${alnum(36)}`],
    [
      "snowflake-token",
      "A Snowflake token",
      "\\bver:\\d-hint:\\d{1,20}-ETMs[A-Za-z0-9+/=]{40,400}",
      `ver:1-hint:${digits(8)}-ETMs${alnum(60)}`,
    ],
    [
      "dynatrace-token",
      "A Dynatrace token",
      "\\bdt0[a-z]\\d\\d\\.[A-Za-z0-9-]{8,40}\\.[A-Za-z0-9]{60,70}\\b",
      `dt0c01.${capital(24)}.${capital(64)}`,
    ],
    [
      "truenas-key",
      "A TrueNAS key",
      "(?i:truenas|websocket|auth\\.login_with_api_key)[\\s\\S]{0,120}?\\b(\\d{1,3}-[A-Za-z0-9]{64})\\b",
      `truenas: 8-${letters(64)}`,
    ],
  ]),
  secretRule("aws-secret-key", {
    what: "An AWS secret key",
    pattern:
      "(?i:aws|amazon|secret_?access_?key)[\\w\"'.\\[\\]:= \\t-]{0,40}?[\"'=:\\s]{1,4}([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)",
    entropy: 3,
    examples: [`aws_secret_access_key = ${alnum(40)}`],
    counterExamples: [`aws commit ${"a".repeat(40)}`],
  }),
  secretRule("aws-session-token", {
    what: "An AWS session token",
    pattern: "(?i)aws_?session_?token[\"'\\s:=>]{1,8}([A-Za-z0-9/+=]{100,2000})",
    check: "random",
    examples: [`AWS_SESSION_TOKEN="${alnum(200)}"`],
    counterExamples: ["AWS_SESSION_TOKEN=$(get-token)"],
  }),
  secretRule("wireguard-key", {
    what: "A WireGuard key",
    pattern:
      "(?i:private|preshared)_?(?i:key)\\s{0,4}[=:]\\s{0,4}[\"']?([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",
    examples: [`[Interface]\nPrivateKey = ${alnum(42)}A=`],
    counterExamples: [`PublicKey = ${alnum(42)}A=`],
  }),
  secretRule("age-key", {
    what: "A key that opens age files",
    pattern:
      "\\bAGE-(?:SECRET-KEY|PLUGIN-[A-Z0-9]{1,20})-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58,200}\\b",
    examples: [`AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).slice(0, 58)}`],
    counterExamples: ["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"],
  }),
  secretRule("heroku-uuid", {
    what: "A Heroku key",
    pattern: `(?i:heroku)[^\\n]{0,60}?\\b(${UUID})\\b`,
    examples: [`HEROKU_API_KEY=${uuid}`],
    counterExamples: [`request id ${uuid}`],
  }),
];
