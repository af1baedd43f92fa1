import { alnum, hex, small } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

const UUID = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;

/** Keys without a form of their own, known by the name of the service before them on the line. */
export const namedRules = [
  secretRule("azure-devops-pat", {
    what: "An Azure DevOps token",
    pattern:
      "(?i:azure_?devops|azdo|_pat\\b|\\bpat\\b|dev\\.azure\\.com|visualstudio\\.com)[^\\n]{0,60}?\\b([a-z0-9]{52})\\b",
    check: "random",
    examples: [`AZURE_DEVOPS_PAT=${small(52)}`],
    counterExamples: [`dev.azure.com/${"a".repeat(52)}`],
  }),
  secretRule("blynk-token", {
    what: "A Blynk token",
    pattern: "(?i:blynk|\\bauth\\[\\])[^\\n]{0,80}?[^\\w-]([\\w-]{32})(?:[^\\w-]|$)",
    check: "random",
    examples: [`char auth[] = "${alnum(32)}";`, `http://blynk-cloud.com/${hex(32)}/get/V1`],
    counterExamples: ["blynk: a platform of things"],
  }),
  secretRule("vault-legacy-token", {
    what: "A HashiCorp Vault token",
    pattern: "(?i:vault)[^\\n]{0,60}?\\b([sb]\\.[A-Za-z0-9]{24})\\b|\\bb\\.AAAAAQ[\\w-]{100,300}",
    examples: [`VAULT_TOKEN=s.${alnum(24)}`, `b.AAAAAQ${alnum(138)}`],
    counterExamples: ["vault.service and its settings"],
  }),
  secretRule("jenkins-token", {
    what: "A Jenkins token or crumb",
    pattern:
      "(?i:jenkins|\\bcrumb)[^\\n]{0,100}?\\b([a-f0-9]{32,34}|[a-f0-9]{64})\\b|(?i:password to proceed to installation):\\s{1,8}([a-f0-9]{32})\\b",
    check: "random",
    examples: [`Jenkins-Crumb: ${hex(64)}`, `password to proceed to installation:\n\n${hex(32)}`],
    counterExamples: ["jenkins builds of 2024"],
  }),
  secretRule("pixie-key", {
    what: "A Pixie key",
    pattern: `\\bpx-(?:api|dep)-${UUID}\\b`,
    examples: [`px-api-${uuid}`],
    counterExamples: [`px-${uuid}`],
  }),
  secretRule("sauce-key", {
    what: "A Sauce Labs key",
    pattern: `(?i:\\bsauce)[^\\n]{0,40}?(${UUID})\\b`,
    examples: [`SAUCE_ACCESS_KEY=${uuid}`, `sauce-${uuid}`],
    counterExamples: [`source ${uuid}`],
  }),
  secretRule("sonar-login", {
    what: "A SonarQube token",
    pattern: "(?i:sonar)[\\w.-]{0,20}[\"'\\s:=]{1,4}([a-f0-9]{40})\\b",
    check: "random",
    examples: [`-Dsonar.login=${hex(40)}`],
    counterExamples: ["sonar.login=admin"],
  }),
  secretRule("tableau-token", {
    what: "A Tableau token",
    pattern: "[\\w+/]{22}==:[A-Za-z0-9]{32}\\b",
    examples: [`${alnum(22)}==:${alnum(32)}`],
    counterExamples: ["a ==: b"],
  }),
  secretRule("numbered-key", {
    what: "A TrueNAS key",
    pattern:
      "(?i:bearer|params|api_?key|token|login|auth)[^0-9]{1,40}?\\b(\\d{1,3}-[A-Za-z0-9]{64})\\b",
    check: "random",
    confidence: 0.7,
    examples: [`{"params": ["8-${alnum(64)}"]}`],
    counterExamples: [`8-${"0".repeat(64)}`],
  }),
  secretRule("client-argument", {
    what: "A key that a program hands to a client",
    pattern:
      "(?i:client|connect|login|auth|setkey|apikey|shodan|api|token)\\(\\s{0,4}[\"']([A-Za-z0-9_-]{32,100})[\"']",
    check: "random",
    confidence: 0.7,
    examples: [`cohere.Client('${alnum(40)}')`],
    counterExamples: ["Client('a-name-of-a-client-without-any-digits')"],
  }),
  secretRule("authorization-header", {
    what: "A key in a header",
    pattern:
      "(?i:authorization|x-[a-z]{0,10}-?(?:auth|token|key|crumb)[a-z-]{0,8})[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?(?:[A-Za-z]{3,12}\\s{1,2})?([\\w.~+/=:-]{16,2000})",
    check: "random",
    examples: [`Authorization: ApiKey ${alnum(60)}==`, `X-Auth-Token: ${hex(32)}`],
    counterExamples: ["Authorization: see the chapter on it"],
  }),
  secretRule("element-secret", {
    what: "A secret in XML",
    pattern:
      "<(?i:password|passwd|passphrase|secret|token|api-?key|secretkey|privatekey|accesskey)>([^<\\s]{4,300})</",
    check: "environment",
    examples: ["<password>Deploy123</password>"],
    counterExamples: ["<password>{{ password }}</password>", "<token>string</token>"],
  }),
  secretRule("setting-secret", {
    what: "A secret in XML",
    pattern:
      '(?i:(?:key|name)="[\\w.:-]{0,60}?(?:secret|passw(?:or)?d|pwd|db_?pass|token|apikey|api_key)[\\w.:-]{0,20}"\\s{1,4}value=)"([^"\\s]{6,300})"',
    check: "environment",
    examples: [`<add key="ApiSecret" value="${alnum(24)}"/>`],
    counterExamples: ['<add key="TokenLifetime" value="undefined"/>'],
  }),
  secretRule("machine-key", {
    what: "Keys of ASP.NET",
    pattern: '(?i:validationKey|decryptionKey)\\s{0,3}=\\s{0,3}"([A-Fa-f0-9]{40,128})"',
    examples: [`<machineKey validationKey="${hex(128)}"`],
    counterExamples: ['validationKey="AutoGenerate,IsolateApps"'],
  }),
  secretRule("app-key", {
    what: "The key of a Laravel application",
    pattern: "\\bbase64:([A-Za-z0-9+/]{43}=)",
    examples: [`APP_KEY=base64:${alnum(43)}=`],
    counterExamples: ["base64:dGVzdA=="],
  }),
];
