import { alnum, hex } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

/** Words that end the name of a secret, in any case. */
const SECRET_NAME =
  "(?i:passw(?:or)?d|passphrase|pwd|secret(?:[_.-]?key)?|token|(?:api|access|private|signing|encryption|hmac|app|license|master|storage|account|webhook)[_.-]?key|credentials?)";

/** A name in one place and its value in another, side by side: lists of settings, XML, property lists. */
export const pairRules = [
  secretRule("listed-environment", {
    what: "A secret in a list of settings",
    pattern:
      "[A-Z0-9](?:_PASSWORD|_PASSWD|_PASS|_PASSPHRASE|_PWD|_SECRET|_TOKEN|_KEY)[\"']?\\s{0,3},?\\s{1,40}[\"']?[Vv]alue[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?([^\\s\"'<>{}$]{4,300})",
    check: "environment",
    examples: [
      '- name: DB_PASSWORD\n  value: "whitepaper"',
      `{"name": "API_TOKEN", "value": "${alnum(32)}"}`,
    ],
    counterExamples: [
      "- name: DB_PASSWORD\n  valueFrom: {secretKeyRef: {name: db}}",
      "- name: DB_PASSWORD\n  value: $(PASSWORD)",
      "- name: API_TOKEN\n  value: string",
    ],
  }),
  secretRule("listed-secret", {
    what: "A secret in a list of settings",
    pattern: `${SECRET_NAME}[\\w.-]{0,20}["']?\\s{0,3}(?:,|:?\\s{0,3}\\{|:)?(?:\\s{1,40}["']?|["'])(?:[a-z]{1,10}:)?(?:[Vv]alue|[Dd]efault)["']?\\s{0,3}[:=]\\s{0,3}["']?([^\\s"'<>{}$]{4,300})`,
    check: "named-value",
    examples: [
      `- name: github-token\n  value: ${alnum(30)}`,
      '{"Name": "dbPassword", "Value": "Summer2023"}',
      `"client_secret": { "value": "${alnum(24)}" }`,
      `<meta-data android:name="com.x.CLIENT_SECRET" android:value="${alnum(32)}"/>`,
      `{"key":"access_token","value":"${alnum(32)}"}`,
      `ClientSecret:\n    Default: ${alnum(24)}`,
      'variable "db_password" {\n  default = "Summer2023"\n}',
    ],
    counterExamples: [
      "- name: token\n  value: string",
      'input({ name: "token", value: this.token })',
      "- name: github-token\n  value: release-notes-writer",
    ],
  }),
  secretRule("element-value", {
    what: "A secret in XML",
    // The tag's beginning is looked at afterwards: what leads to the name would have to be tried at each place before it.
    pattern: `${SECRET_NAME}(?:\\s[^<>]{0,80})?>(?:\\s{0,40}<(?i:value|string|plaintext)>)?(?:<!\\[CDATA\\[([^<\\s\\]]{4,300})\\]|([^<\\s]{4,300})</)`,
    check: "named-value",
    examples: [
      `<ngrokApiKey>${alnum(32)}</ngrokApiKey>`,
      '<Pass encoding="base64"><Password>Xk29vTq</Password>',
      "<Password><Value>Welcome2Hell</Value></Password>",
      `<apiKey><![CDATA[${alnum(32)}]]></apiKey>`,
    ],
    counterExamples: [
      "<password>{{ password }}</password>",
      "<nextToken>string</nextToken>",
      "<b>token</b>",
      "<passwordField>required</passwordField>",
      "<p><password>{{ password }}</password>Summer2023</p>",
    ],
  }),
  secretRule("element-pass", {
    what: "A password in XML",
    pattern: "<(?i:pass)(?:\\s[^<>]{0,60})?>([^<\\s]{4,300})</",
    check: "environment",
    examples: ['<Pass encoding="base64">U3VtbWVyMjAyMw==</Pass>'],
    counterExamples: ["<pass>true</pass>", "<pass></pass>"],
  }),
  secretRule("named-element", {
    what: "A secret in XML",
    pattern: `(?:name="[\\w.:-]{0,60}?${SECRET_NAME}[\\w.:-]{0,20}">|<key>[\\w.: -]{0,60}?${SECRET_NAME}[\\w.:-]{0,20}</key>)\\s{0,40}(?:<(?i:value|string)>)?([^<\\s]{4,300})</`,
    check: "named-value",
    examples: [
      '<property name="password"><value>Passw0rd!</value></property>',
      `<string name="api_secret">${alnum(32)}</string>`,
      `<key>AuthToken</key>\n<string>${hex(40)}</string>`,
    ],
    counterExamples: [
      '<string name="password_hint">Password</string>',
      "<key>TokenLifetime</key>\n<string>forever</string>",
      '<a name="token">tokens</a>',
    ],
  }),
  secretRule("container-environment", {
    what: "A secret of an environment",
    pattern:
      "\\b(?:ENV|ARG|SetEnv|setx|fastcgi_param)\\s{1,3}[A-Z0-9_]{0,40}(?:PASSWORD|PASSWD|_PASS|_PWD|SECRET|TOKEN|API_KEY|_KEY)\\s{1,3}[\"']?([^\\s\"'`$<>{}()\\[\\],;&=]{4,200})",
    check: "environment",
    examples: ["ENV DATABASE_PASSWORD whitepaper", `setx API_KEY ${alnum(32)}`],
    counterExamples: ["ENV DATABASE_PASSWORD $PASSWORD", "ARG API_TOKEN", "ENV API_KEY none"],
  }),
];
