import { alnum, hex } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

const PEM = (body: string): string =>
  `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`;
const JWT_HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/** Private keys in their containers, and signed tokens. */
export const keyRules = [
  secretRule("private-key", {
    what: "A private key",
    // To its end line; where that is missing, as far as lines of base64 go.
    pattern:
      "-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\\s\\\\\"',:.()@<>-]{1,4000}?-----END [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----|(?:[\\s\\\\nr\"',+]{0,8}[A-Za-z0-9+/=]{20,80}){1,60})",
    check: "pem-body",
    confidence: 1,
    examples: [
      PEM(`${alnum(64)}\n${alnum(64)}`),
      `{"private_key": "${PEM(alnum(64)).replaceAll("\n", "\\n")}"}`,
    ],
    counterExamples: [
      "Begin the file with -----BEGIN PRIVATE KEY-----, then the key.",
      "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    ],
  }),
  secretRule("openvpn-key", {
    what: "A key of OpenVPN",
    pattern: "-----BEGIN OpenVPN Static key V1-----[\\s\\\\nr0-9a-fA-F]{64,1400}",
    confidence: 1,
    examples: [
      `-----BEGIN OpenVPN Static key V1-----\n${hex(32)}\n${hex(32)}\n-----END OpenVPN Static key V1-----`,
    ],
    counterExamples: ["-----BEGIN OpenVPN Static key V1-----\n...\n-----END"],
  }),
  secretRule("ssh2-key", {
    what: "A private key",
    pattern:
      "---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----[A-Za-z0-9+/=\\s\\\\\"':,.()@<>_-]{20,4000}?---- END SSH2",
    confidence: 1,
    examples: [
      `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "x"\n${alnum(70)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
    ],
    counterExamples: [
      `---- BEGIN SSH2 PUBLIC KEY ----\n${alnum(70)}\n---- END SSH2 PUBLIC KEY ----`,
    ],
  }),
  secretRule("putty-key", {
    what: "A PuTTY private key",
    pattern: "Private-Lines: \\d{1,3}\\r?\\n((?:[A-Za-z0-9+/=]{4,64}\\r?\\n?){1,60})",
    confidence: 1,
    examples: [`PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 2\n${alnum(64)}\n${alnum(40)}\n`],
    counterExamples: [`Public-Lines: 2\n${alnum(64)}\n${alnum(40)}\n`],
  }),
  secretRule("encoded-private-key", {
    what: "A private key, encoded once more",
    pattern: "\\bLS0tLS1CRUdJTi[A-Za-z0-9+/]{50,4000}={0,2}",
    check: "encoded-key",
    confidence: 1,
    examples: [`LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQp${alnum(120)}`],
    counterExamples: [`LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSU${alnum(120)}`],
  }),
  secretRule("jwk-private", {
    what: "The private part of a JSON web key",
    pattern: '"(?:d|k)"\\s{0,4}:\\s{0,4}"([\\w-]{40,700})"',
    near: { words: ['"kty"', '"crv"', '"alg"', '"kid"'], within: 256 },
    check: "random",
    examples: [`{"kty":"EC","crv":"P-256","d":"${alnum(43)}"}`],
    counterExamples: [`{"kty":"EC","crv":"P-256","x":"${alnum(43)}"}`],
  }),
  secretRule("jwt", {
    what: "A signed token (JWT)",
    pattern: "\\bey[JK][\\w-]{10,1000}\\.ey[JK][\\w-]{10,4000}\\.[\\w-]{10,1000}",
    check: "jwt",
    examples: [`${JWT_HEADER}.eyJzdWIiOiIxMjM0In0.${alnum(43)}`],
    counterExamples: [`eyJhbGciabc${alnum(20)}.eyJzdWIiOiIxMjM0In0.${alnum(43)}`],
  }),
  secretRule("jwe", {
    what: "An encrypted token (JWE)",
    pattern:
      "\\bey[JK][\\w-]{20,1000}\\.[\\w-]{0,1000}\\.[\\w-]{8,64}\\.[\\w-]{8,3000}\\.[\\w-]{16,64}",
    check: "jwt",
    examples: [`eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..${alnum(16)}.${alnum(80)}.${alnum(22)}`],
    counterExamples: ["eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0"],
  }),
  secretRule("password-hash", {
    what: "A stored password",
    pattern: [
      "\\$(?:1|apr1)\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}",
      "\\$2[abxy]?\\$\\d\\d\\$[./A-Za-z0-9]{53}",
      "\\$5\\$(?:rounds=\\d{1,9}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{43}",
      "\\$6\\$(?:rounds=\\d{1,9}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}",
      "\\$[89]\\$[./A-Za-z0-9]{14}\\$[./A-Za-z0-9]{43}",
      "\\$7\\$[./A-Za-z0-9]{11,97}\\$[./A-Za-z0-9]{43}",
      "\\$(?:y|gy|7)\\$[./A-Za-z0-9]{1,20}\\$[./A-Za-z0-9]{1,86}\\$[./A-Za-z0-9]{43}",
      "\\$argon2(?:id?|d)\\$v=\\d{1,3}\\$[mtp=,0-9]{8,40}\\$[A-Za-z0-9+/_-]{8,64}\\$[A-Za-z0-9+/_-]{16,128}",
      "\\$[PHS]\\$[./A-Za-z0-9]{31,52}",
      "\\$krb5(?:asrep|tgs|pa)\\$\\d{1,2}\\$[^\\s\"'`]{40,4000}",
      "\\bpbkdf2_sha(?:1|256|512)\\$\\d{1,8}\\$[A-Za-z0-9]{4,64}\\$[A-Za-z0-9+/]{27,86}={0,2}",
      "\\bSCRAM-SHA-(?:1|256)\\$\\d{1,8}:[A-Za-z0-9+/=]{16,64}\\$[A-Za-z0-9+/=]{24,64}:[A-Za-z0-9+/=]{24,64}",
      "\\bscrypt:\\d{3,8}:\\d{1,3}:\\d{1,3}\\$[A-Za-z0-9+/=]{8,64}\\$[A-Fa-f0-9]{64,256}",
      "\\bgrub\\.pbkdf2\\.sha512\\.\\d{3,8}\\.[A-Fa-f0-9]{64,256}\\.[A-Fa-f0-9]{128}",
      "\\b(?:sha1|md5|sha256)\\$[A-Za-z0-9]{4,32}\\$[a-f0-9]{32,64}\\b",
      "\\$sha1\\$\\d{1,8}\\$[./A-Za-z0-9]{1,64}\\$[./A-Za-z0-9]{28}",
      "\\$pbkdf2(?:-sha(?:1|256|512))?\\$\\d{1,8}\\$[./A-Za-z0-9]{8,64}\\$[./A-Za-z0-9]{20,128}",
      "\\$(?:keepass|office|bitlocker|dmg|pdf|zip2|pkzip2?|RAR3|rar5|sshng|krb5cc|mskrb5|NETNTLM(?:v2)?|NETLM|mysqlna|mssql|oracle|vnc|wpapsk|WPAPSK|ethereum|bitcoin|electrum|itunes_backup|telegram|gpg|episerver|ml|ansible|luks|fvde)\\$[^\\s\"'`]{24,4000}",
      "'\\*[A-F0-9]{40}'",
      "'md5[a-f0-9]{32}'",
      "\\b0x0[12]00[A-Fa-f0-9]{48,136}\\b",
      "\\{S?SHA(?:256|384|512)?\\}[A-Za-z0-9+/]{27,120}={0,2}",
    ].join("|"),
    examples: [
      `$6$${alnum(8)}$${alnum(86)}`,
      `$2b$12$${alnum(53)}`,
      `$argon2id$v=19$m=65536,t=3,p=4$${alnum(22)}$${alnum(43)}`,
      `$krb5tgs$23$*user$realm$spn*$${hex(32)}$${hex(128)}`,
      `scrypt:32768:8:1$${alnum(16)}$${hex(128)}`,
      `IDENTIFIED BY PASSWORD '*${hex(40).toUpperCase()}'`,
      `$office$*2013*100000*256*16*${hex(32)}*${hex(32)}*${hex(64)}`,
    ],
    counterExamples: [
      "It costs $5 or $6, and $1 for a copy.",
      "$2a$12$ is how bcrypt begins.",
      "sha256$ and $pdf$ are prefixes",
    ],
  }),
  secretRule("wallet-phrase", {
    what: "The words that open a wallet",
    pattern:
      "(?i:seed phrase|recovery phrase|\\bmnemonic)[\"']?\\s{0,3}(?:is\\b|[:=])\\s{0,3}[\"']?((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})\\b",
    examples: [
      "seed phrase: legal winner thank year wave sausage worth useful legal winner thank yellow",
    ],
    counterExamples: ["A mnemonic: the order of the planets is easy to learn by it, they say."],
  }),
  secretRule("wallet-import-key", {
    what: "A wallet's private key",
    pattern:
      "(?i:private key|\\bwif\\b|bitcoin)[^\\n]{0,24}?\\b([5KL][1-9A-HJ-NP-Za-km-z]{50,51})\\b",
    check: "random",
    examples: [`Bitcoin private key: 5J${alnum(49).replace(/[0OIl]/g, "x")}`],
    counterExamples: [`private key 5${"x".repeat(50)}`],
  }),
  secretRule("dumped-hash", {
    what: "Windows password hashes",
    pattern: "\\b[a-fA-F0-9]{32}:[a-fA-F0-9]{32}:::",
    examples: [`Administrator:500:${hex(32)}:${hex(32)}:::`],
    counterExamples: [`${hex(32)}:${hex(32)}`],
  }),
];
