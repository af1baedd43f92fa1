import { alnum, hex } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

/** Between a name and its type: `: String`, `: &'static str`, `{ get; set; }`. */
const TYPED =
  "(?::\\s{0,2}&?(?:'static\\s)?[A-Za-z][\\w<>?]{1,24}\\s{0,4}|\\{ get;[a-z; ]{0,20}\\}\\s{0,4})?";
/**
 * Between a name and its value: `=`, `:`, `=>`, `:=`, `?=`, `||` with quotes around them, `define('X', 'y')`, `#define X "y"`,
 * `buildConfigField "X", "\"y\""`.
 */
const SETS = `(?:["'\`\\[\\])*]{0,4}\\s{0,16}(?::=|\\?=|\\?\\?|\\|\\||=>|->|<-|${TYPED}={1,3}|:)\\s{0,16}(?:["'\`]{1,3}(?:\\\\["'])?|\\(["']|[A-Za-z@$]{1,2}["'])?|["'],\\s{0,4}["'](?:\\\\["'])?|\\s{1,16}@?["'])`;
const NAME_TAIL = "(?:[_.-]?[A-Za-z0-9]{1,20}){0,3}";

/** Names and passwords together: addresses, headers, commands, files. */
export const credentialRules = [
  secretRule("url-password", {
    what: "A password in an address",
    pattern:
      "://[^\\s:/?#@\"'<>()\\[\\]{}\\\\`]{0,100}:([^\\s/?#\"'<>`\\[\\]{}]{1,200})@[\\w\\[.-]",
    check: "filled-in",
    examples: [
      `mongodb+srv://app:${alnum(12)}@db.example.com/x`,
      "postgresql://user:secret@localhost",
    ],
    counterExamples: [
      "https://user:<password>@example.com",
      "https://example.com:443/@scope",
      "redis://:[URL-PASSWORD]@cache",
    ],
  }),
  secretRule("basic-auth", {
    what: "A login in a header",
    pattern: "(?i)\\bbasic\\s{1,4}(?:[\"']\\s{0,2}[+.]\\s{0,2}[\"'])?([A-Za-z0-9+/]{8,400}={0,2})",
    check: "basic-pair",
    examples: [
      "Authorization: Basic YWxhZGRpbjpvcGVuc2VzYW1l",
      "'Basic ' + 'YWxhZGRpbjpvcGVuc2VzYW1l'",
    ],
    counterExamples: ["basic authentication"],
  }),
  secretRule("bearer-token", {
    what: "A bearer token",
    pattern: "(?i)\\bbearer[\\s:=\"']{1,4}([\\w.~+/=-]{16,2000})",
    check: "random",
    examples: [`curl -H "Authorization: Bearer ${hex(40)}"`],
    counterExamples: ["bearer authentication-scheme", "Bearer $ACCESS_TOKEN"],
  }),
  secretRule("netrc", {
    what: "A login of .netrc",
    pattern:
      "\\bmachine\\s{1,8}\\S{1,120}\\s{1,8}login\\s{1,8}\\S{1,120}\\s{1,8}password\\s{1,8}(\\S{1,200})",
    check: "filled-in",
    examples: [`machine api.example.com\n  login ada\n  password ${alnum(14)}`],
    counterExamples: ["machine learning: login and password"],
  }),
  secretRule("command-password", {
    what: "A password in a command",
    pattern:
      "(?i:\\bcurl\\s[^\\n]{0,200}?\\s(?:-u|--user|--proxy-user)[ =][\"']?[^\\s:\"']{1,80}:|\\bpsexec\\S{0,8}\\s[^\\n]{0,160}?\\s-p\\s{1,3}|\\bsshpass\\s{1,3}-p\\s{0,3}[\"']?|\\bnet\\s{1,3}use\\s[^\\n]{0,120}?/user:\\S{1,80}\\s{1,3}|\\bdocker\\s{1,3}login\\s[^\\n]{0,160}?\\s(?:-p|--password)[ =][\"']?|\\b(?:sqlcmd|bcp|isql|osql)\\s[^\\n]{0,160}?\\s-P\\s{0,3}[\"']?|\\bnet\\s{1,3}use\\s(?:[a-z]:\\s)?\\s{0,2}\\\\\\\\\\S{1,80}\\s{1,3}|\\bmysql(?:dump|admin)?\\s[^\\n]{0,160}?\\s(?:--password=|-p)[\"']?)([^\\s\"'<>\\[\\]$][^\\s\"'<>\\[\\]]{2,100})",
    check: "password",
    examples: [
      `curl -s -u ada:${alnum(12)} https://example.com`,
      `sshpass -p '${alnum(10)}' ssh host`,
    ],
    counterExamples: ["curl -u $USER:$PASSWORD https://example.com", "mysql -u root -p"],
  }),
  secretRule("option-password", {
    what: "A password among a command's options",
    pattern:
      "(?i:-(?:password|passwd|passphrase|pass|token|secret|api-?key|access-?key|secret-?key|private-?key|hmac-key|app-?key)(?:=|\\s{1,3}))[\"']?([^\\s\"'<>\\[\\]$-][^\\s\"'<>\\[\\]]{3,200})",
    check: "option",
    examples: [
      `deploy --token ${alnum(24)} now`,
      "Connect-VIServer -Password Xk!w9rt",
      `x --consumer-secret ${alnum(24)}`,
    ],
    counterExamples: [
      "deploy --token $TOKEN now",
      "use --password to be asked",
      "an anti-csrf-token 4xx2",
    ],
  }),
  secretRule("environment-secret", {
    what: "A secret of an environment",
    pattern:
      "(?:PASSWORD|PASSWD|_PASS|PASSPHRASE|_PWD|_SECRET|_SECRET_KEY)(?:=[\"']?|[\"']?:\\s{0,2}[\"']?|[\"'],\\s{0,3}[\"'])([^\\s\"'`$<>{}()\\[\\],;&]{4,200})",
    check: "environment",
    examples: [
      "MAIL_PASSWORD=whitepaper",
      "MYSQL_ROOT_PASSWORD: whitepaper",
      "define('DB_PASSWORD', 'whitepaper');",
    ],
    counterExamples: ["MAIL_PASSWORD=your-password", "DB_PASSWORD=$SECRET", "X_SECRET=none"],
  }),
  secretRule("sql-password", {
    what: "A password in SQL",
    pattern:
      "(?i:\\bidentified\\s{1,4}(?:with\\s{1,4}\\S{1,40}\\s{1,4})?by\\s{1,4}(?:password\\s{1,4})?|\\b(?:encrypted\\s{1,4})?password\\s{1,4})'([^'\\n]{4,100})'",
    check: "password",
    examples: [
      `CREATE USER 'app'@'%' IDENTIFIED BY '${alnum(12)}'`,
      `ALTER ROLE app WITH PASSWORD '${alnum(9)}';`,
    ],
    counterExamples: ["ALTER ROLE app WITH PASSWORD '<password>'", "the password 'secret'"],
  }),
  secretRule("sql-user", {
    what: "A password in SQL",
    pattern:
      '(?i:\\b(?:create|alter)\\s{1,3}user\\s{1,3}[^\\s;]{1,60}\\s{1,3}identified\\s{1,3}by\\s{1,3})"?([^\\s"\';]{4,60})',
    check: "environment",
    examples: ["CREATE USER ada IDENTIFIED BY whitepaper;"],
    counterExamples: ["create user ada identified by password", "identified by CVE-2024-1234"],
  }),
  secretRule("secure-string", {
    what: "A password in PowerShell",
    pattern:
      "(?i:ConvertTo-SecureString|NetworkCredential)[\\s(]{1,4}(?i:-String\\s{1,4})?(?:[\"'][^\"'\\n]{1,80}[\"'],\\s{0,4})?[\"']([^\"'\\n]{4,100})[\"']",
    check: "password",
    examples: [`$p = ConvertTo-SecureString "${alnum(11)}" -AsPlainText -Force`],
    counterExamples: ['ConvertTo-SecureString "$password" -AsPlainText'],
  }),
  secretRule("kubernetes-bootstrap", {
    what: "A Kubernetes bootstrap token",
    pattern: "\\b[a-z0-9]{6}\\.[a-z0-9]{16}\\b",
    anchors: ["kubeadm", "bootstrap", "--token"],
    entropy: 3,
    check: "digits-among-letters",
    examples: ["kubeadm join --token 07k2mb.q7zc4kmw9trxb2vl"],
    counterExamples: ["kubeadm join --token $TOKEN", "kubeadm should.configurestuffnow"],
  }),
  secretRule("password", {
    what: "A password",
    pattern: `(?i)(?:passw(?:or)?d|passwort|passphrase|pass_?code|pwd|db_?pass|\\bpass|_pass|[a-z]pass)${NAME_TAIL}${SETS}([^\\s"'\`]{4,200})`,
    after: 2,
    check: "password",
    confidence: 0.75,
    examples: [
      `DB_PASSWORD="${alnum(11)}"`,
      '  pass := "A0$Uqie$Kthzo!w"',
      `define('DB_PASSWORD', '${alnum(9)}');`,
    ],
    counterExamples: [
      "password: required",
      "password = get_password(user)",
      `PASSWORD=\${DB_PASSWORD}`,
      "The password, however, is never stored.",
      "password=[PASSWORD]",
      "exports.MD5Password = MD5Password;",
      "PER_PASS = 100; // Back",
      "def enter(pwd):\n    berth1 = 3",
      "var pass=null,t.at(3)",
      "{onePassSignature:4,secretKey:5}",
      '"minipass": "^7.1.3"',
      "codicon-pass-filled:before",
      "--vscode-testing-iconPassed:#73c991;",
      '"kadmin/passwd", "kadmin/server"',
      "password_encryption = scram-sha-256",
      "type PasswordInputFactory = Factory<{",
      "['crc-16-buypass', 'Crc16Buypass']",
      "last_pass_time => '1219328376.07815'",
      "weakPasswordChallenge_4.ts:1:",
      "user_pass = '%s:%s'",
      "`passphrase`: {string | Buffer}",
    ],
  }),
  secretRule("quoted-password", {
    what: "A password",
    pattern:
      "(?i:passw(?:or)?d|passphrase|passwd|\\bpwd|[_.-]pass)[\"'`]?\\s{0,4}(?::|={1,2}|=>)\\s{0,4}(?:\"([^\"\\s]{6,200})\"|'([^'\\s]{6,200})')",
    check: "environment",
    confidence: 0.6,
    examples: ['"password": "correct-horse-battery"', "password='whitepaper'"],
    counterExamples: [
      '"password": "string"',
      '"password": "[PASSWORD]"',
      'type="password" name="login"',
    ],
  }),
  secretRule("quoted-secret", {
    what: "A secret that is set to a value",
    pattern:
      "(?i:secret_?key|secret|auth_?token|api_?key)[\"'`]?\\s{0,8}(?::|={1,2}|=>)\\s{0,8}(?:\"([^\"\\s]{20,200})\"|'([^'\\s]{20,200})')",
    entropy: 3.3,
    check: "quoted",
    confidence: 0.7,
    examples: ["SECRET_KEY = 'k7(8e%+&fp#f3ub@)1o^&j-w3u4pg71kqn@q5k7'"],
    counterExamples: ["secret = 'a/path/to/the/secret/file'", 'api_key: "[ASSIGNED-SECRET]"'],
  }),
  secretRule("assigned-secret", {
    what: "A secret that is set to a value",
    pattern: `(?i)(?:secret|token|api_?-?key|apikey|access_?-?key|auth_?-?key|private_?-?key|signing_?-?key|encryption_?-?key|master_?-?key|account_?-?key|device_?-?key|subscription_?-?key|credentials?|client_?-?key|auth_?-?code|(?:hmac|app|license|licence|storage|webhook|cookie|session|shared|deploy|write|admin|site|activation|integration)[_-]?key|(?:hash|password|auth|cookie)_?salt)${NAME_TAIL}${SETS}([\\w.~+/=!@#%^&*:-]{10,1500})`,
    after: 2,
    check: "assigned",
    confidence: 0.75,
    examples: [
      `api_key = "${alnum(24)}"`,
      `"provisionDeviceSecret": "${alnum(20).toLowerCase()}"`,
      `const CLIENT_SECRET: &str = "${alnum(28)}";`,
      `process.env.CONSUMER_SECRET || '${alnum(24)}'`,
      `#define kClientSecret @"${alnum(24)}"`,
      `**appKey**: \`${alnum(24)}\``,
      `$settings['hash_salt'] = '${alnum(74)}';`,
      `?access_token=${hex(40)}`,
    ],
    counterExamples: [
      "token: &'static str",
      "{ token: InjectionToken<T>; }",
      "privateKey: b64ToUint8Array(private)",
      "secret_key = os.environ['SECRET_KEY']",
      "the token, a RevocationTokenHandler",
      "api_key=your-api-key-goes-here-123",
      "token = self.parse_token_v2(input)",
      "{ secret: round1SecretOfThem }",
      "credentialID: Base64URLString;",
      "private_key: ed25519.Ed25519PrivateKey",
      "let CompositePrivateKey = CompositePrivateKey_1",
      "the tokens:\nprotocol-v2/packages/contracts/Manager.sol#L117-L130",
      'const storageKey = "scroll-restoration-v1_3";',
      '["tokens", "symbol2label3of4names"]',
    ],
  }),
  secretRule("handed-secret", {
    what: "A secret that a program hands over",
    pattern: `(?i)(?:secret|token|api_?-?key|access_?-?key|private_?-?key|signing_?-?key|encryption_?-?key|master_?-?key|credentials?)(?:[_.-]?[a-z0-9]{1,12}){0,2}(?:["'\`*]{0,3}\\s{0,3}[,;|]\\s{0,3}["'\`]{0,3}|\\(\\s{0,4}["'])([\\w.~+/=-]{16,300})`,
    check: "handed",
    after: 2,
    confidence: 0.7,
    examples: [
      `obj.setConsumerSecret("${alnum(24)}");`,
      `client_secret,${alnum(32)}`,
      `| auth_token | ${hex(40)} |`,
    ],
    counterExamples: [
      'getToken("a-name-of-some-token-v2")',
      "token, the first of two_2_3_names",
      "| token | string |",
      '["TokenSwap.sol","v2-core-audit-2023-07-14/src/BaseSwapper4.sol"]',
      "isinstance(private_key, ed25519.Ed25519PrivateKey)",
    ],
  }),
  secretRule("named-key", {
    what: "A key that is set to a value",
    pattern: `(?i)(?:[a-z0-9._-]key|reporter_id)${SETS}((?:[a-f0-9]{32,128}|[a-z0-9+/_-]{40,200}={0,2}))(?:[^a-z0-9+/_=-]|$)`,
    check: "random",
    confidence: 0.6,
    examples: [`config.service.key = "${hex(32)}"`],
    counterExamples: [
      "public.key = none",
      `cache-key: "${hex(32)}"`,
      `"store.key.ts": "${hex(40)}"`,
    ],
  }),
];
