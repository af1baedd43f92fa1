import { alnum, hex, small } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

/** Logins of databases and networks, in the forms of their drivers and of what reads them off the wire. */
export const connectionRules = [
  secretRule("connection-password", {
    what: "A password in a connection string",
    // Beside a user or a server, and between semicolons: whatever stands there is the password.
    pattern: "(?i:[;\"'\\s](?:password|pwd)\\s{0,2}=\\s{0,2})([^;\"'\\s{}<>$]{3,100})(?:;|[\"']|$)",
    near: {
      words: [
        "user id",
        "userid",
        "user=",
        "username=",
        "uid=",
        "login=",
        "server=",
        "data source",
      ],
      within: 256,
    },
    check: "filled-in",
    confidence: 0.85,
    examples: [
      "Server=host;Port=5432;User Id=username;Password=secret;Database=name;",
      "Provider=SQLNCLI;Server=a,1433;Uid=app;Pwd=myPassword;",
      '"Provider=SQLOLEDB.1;User ID=bill; " & "Password =bill_user;Initial Catalog=x"',
      "Server=host;Password=secret;User Id=username;",
    ],
    counterExamples: [
      "User Id=app;Password=<password>;",
      "User Id=app;Password=[CONNECTION-PASSWORD];",
      "Server=host;Password={pw};User Id=app;",
    ],
  }),
  secretRule("query-password", {
    what: "A password in a query",
    pattern: "[?&;](?i:password|passwd|pwd|pass)=([^&;\\s\"'<>`]{3,100})",
    check: "environment",
    examples: ["jdbc:mysql://localhost:3306/test?user=root&password=minty"],
    counterExamples: ["?password=true", "&password=[QUERY-PASSWORD]", "?password=$PASSWORD"],
  }),
  secretRule("oracle-login", {
    what: "A login of Oracle",
    pattern: "(?i:jdbc:oracle:(?:thin|oci8?):)[^\\s/@:\"']{1,60}/([^\\s/@\"']{2,100})@",
    check: "filled-in",
    examples: ["jdbc:oracle:thin:scott/tiger@//myhost:1521/service"],
    counterExamples: ["jdbc:oracle:thin:@myhost:1521:sid"],
  }),
  secretRule("netntlm-hash", {
    what: "A login of Windows taken off the wire",
    pattern:
      "::[^\\s:]{0,64}:(?:[A-Fa-f0-9]{16}:[A-Fa-f0-9]{32}:[A-Fa-f0-9]{40,2000}|[A-Fa-f0-9]{48}:[A-Fa-f0-9]{48}:[A-Fa-f0-9]{16})",
    examples: [
      `admin::N46iSNekpT:${hex(16)}:${hex(32)}:${hex(120)}`,
      `u4-netntlm::kNS:${hex(48)}:${hex(48)}:${hex(16)}`,
    ],
    counterExamples: ["std::fmt:abc", `a::b:${hex(16)}`],
  }),
  secretRule("cached-credential", {
    what: "A cached login of Windows",
    pattern: "\\$DCC2\\$\\d{1,6}#[^\\s#]{1,60}#[a-f0-9]{32}\\b",
    examples: [`$DCC2$10240#tom#${hex(32)}`],
    counterExamples: ["$DCC2$10240#tom"],
  }),
  secretRule("net-user", {
    what: "A password in a command",
    pattern:
      "(?i:\\bnet\\s{1,3}user\\s{1,3})[^\\s/]{1,40}\\s{1,3}([^\\s/*][^\\s]{3,60})\\s{1,3}/(?i:add|domain|active)",
    check: "password",
    examples: ["net user admin P@ssw0rd123 /add"],
    counterExamples: ["net user admin * /add"],
  }),
  secretRule("curl-login", {
    what: "A password in a command",
    pattern:
      "(?i:\\bcurl\\s{1,4}(?:(?:[^\\n]|\\\\\\n){0,200}?\\s)?(?:-u|--user|--proxy-user)[ =]{0,2}[\"']?[^\\s:\"'$]{1,80}:[\"']?)([^\\s\"'<>\\[\\]{}$]{4,100})",
    check: "environment",
    examples: [
      `curl -u elastic:${alnum(12)} https://localhost`,
      `curl -s --user "ada:${alnum(9)}" x`,
    ],
    counterExamples: ["curl -u $USER:$PASSWORD https://example.com", "curl -u user: https://x"],
  }),
  secretRule("pgpass", {
    what: "A line of .pgpass",
    pattern: "\\b[\\w.-]{1,100}:(?:543\\d|6432):[\\w*-]{1,60}:[\\w.-]{1,60}:([^\\s:\"'<>]{6,100})",
    check: "filled-in",
    examples: [`localhost:5432:shop:app:${alnum(14)}`],
    counterExamples: ["localhost:5432:shop:app:<password>", "localhost:5432:shop"],
  }),
  secretRule("session-cookie", {
    what: "A cookie that stands for somebody who is logged in",
    pattern:
      "(?i:\\bcookie:\\s{1,3}[^\\n]{0,200}?(?:sess(?:ion)?|sid|auth|token|jwt)[\\w.-]{0,16}=)([\\w%.~+/-]{20,1000})",
    check: "random",
    examples: [`Set-Cookie: session=${alnum(48)}; HttpOnly`, `Cookie: a=b; PHPSESSID=${small(26)}`],
    counterExamples: ["Set-Cookie: session=<token>", "Cookie: theme=dark"],
  }),
  secretRule("wordpress-salt", {
    what: "A key of a WordPress site",
    pattern:
      "(?:(?:SECURE_)?AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)[\"']\\s{0,4},\\s{0,6}[\"']([^\"'\\n]{32,120})[\"']",
    check: "filled-in",
    examples: [`define( 'AUTH_KEY',   '${alnum(30)}|@ ${alnum(20)}' );`],
    counterExamples: ["define('AUTH_KEY', 'put your unique phrase here, which is long');"],
  }),
];
