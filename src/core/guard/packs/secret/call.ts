import { alnum } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

const QUOTED = "[\"'][^\"'\\n]{1,100}[\"']";
const PASSWORD = "[\"']([^\"'\\s]{4,100})[\"']";

/** Names and passwords that a program hands over, one after the other. */
export const callRules = [
  secretRule("call-login", {
    what: "A password in a program",
    pattern: `(?i:\\bauth\\s{0,3}=\\s{0,3}\\(|(?:basic_?auth\\w{0,12}|digest_?auth\\w{0,12}|plainauth|usernamepassword\\w{0,20}|passwordauthentication|networkcredential|set_?credentials|\\.credentials|\\.login|\\.authenticate|\\.sign_?in\\w{0,24}|ftp_login|ssh2_auth_password|ldap_bind)\\(\\s{0,8}(?:[\\w$.>-]{1,40},\\s{0,8})?)\\s{0,8}${QUOTED}\\s{0,4},\\s{0,8}${PASSWORD}`,
    check: "environment",
    examples: [
      `HTTPBasicAuth("ada", "${alnum(12)}")`,
      `requests.get(url, auth=('ada', '${alnum(10)}'))`,
      `smtp.login('ada', "${alnum(9)}")`,
    ],
    counterExamples: [
      'HTTPBasicAuth("user", "password")',
      'smtp.login("ada", password)',
      "auth=('user', 'pass')",
      'auth = ("a", os.environ["PASSWORD"])',
    ],
  }),
  secretRule("call-key", {
    what: "A key in a program",
    pattern:
      "(?i:\\bjwt\\.(?:sign|verify|encode|decode)\\([^\\n,\"']{1,80},\\s{0,4}|createHmac\\([\"'][\\w-]{2,12}[\"'],\\s{0,4}|\\bhmac\\.new\\(|secretkeyspec\\(|symmetricsecuritykey\\([\\w.]{0,24}\\.getbytes\\(|signwith\\([\\w.]{1,40},\\s{0,4}|\\bAES\\.new\\(|\\bFernet\\(|CryptoJS\\.\\w{2,12}\\.(?:en|de)crypt\\([^\\n,]{1,40},\\s{0,4}|SecretString::(?:new|from)\\()b?(?:\"([^\"\\n]{12,200})\"|'([^'\\n]{12,200})')",
    check: "quoted",
    examples: [
      `jwt.sign(payload, '${alnum(24)}')`,
      `crypto.createHmac("sha256", "${alnum(32)}")`,
      `new SecretKeySpec("${alnum(16)}".getBytes(), "AES")`,
      `Fernet(b"${alnum(43)}=")`,
    ],
    counterExamples: [
      "jwt.sign(payload, process.env.SECRET)",
      "jwt.verify(token, 'your-256-bit-secret')",
    ],
  }),
  secretRule("call-connect", {
    what: "A password in a program",
    pattern: `(?i:mysqli?_p?connect|\\bmysqli|mysql_real_connect|getconnection|\\bpdo|oci_connect|mssql_connect|odbc_connect|imap_open|dbi->connect|(?:mysqldb|pymysql|cx_oracle|oracledb|pymssql|mariadb)\\.connect)\\(\\s{0,8}(?:[^\\n,]{1,120},\\s{0,8})${QUOTED}\\s{0,4},\\s{0,8}${PASSWORD}`,
    check: "environment",
    examples: [
      `mysqli_connect('localhost', 'ada', '${alnum(10)}', 'shop');`,
      `DriverManager.getConnection(url, "ada", "${alnum(12)}")`,
      'new PDO("mysql:host=db", "ada", "Summer2023")',
    ],
    counterExamples: [
      "mysqli_connect('localhost', 'user', 'password');",
      'DriverManager.getConnection(url, "ada", password)',
      "mysqli_connect($host, $user, $password)",
    ],
  }),
];
