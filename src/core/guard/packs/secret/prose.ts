import { foldedWords } from "../foldedWords.ts";
import { alnum, hex } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

const PASSWORD =
  "(?:password|passcode|passphrase|passwd|\\bpwd\\b|passwort|kennwort|contrasena|mot de passe|senha|wachtwoord|\\bparola\\b)";

/** Words for a password in other scripts, or with letters that fold. */
const OTHER_SCRIPTS = foldedWords([
  "пароль",
  "密码",
  "密碼",
  "パスワード",
  "暗証番号",
  "비밀번호",
  "كلمة المرور",
  "كلمة السر",
  "κωδικός",
  "mật khẩu",
  "סיסמה",
  "पासवर्ड",
  "รหัสผ่าน",
  "şifre",
  "parolă",
  "jelszó",
]);
/** "is", as these languages say it after a password. */
const IS_WORDS = foldedWords(["是", "は", "는", "은", "هي", "है", "คือ", "là", "είναι"]);
const IS = `\\s{1,2}(?:is|ist|lautet|est|es|e|ar|er|on|je|to|este|adalah)\\s{0,2}[:\\s]\\s{0,2}|\\s{0,2}(?:${IS_WORDS})\\s{0,2}:?\\s{0,2}`;
/** "of the bank", between the word and the sign. */
const FOR_WHAT = "(?:\\s(?:fur|de|del|do|da|du|pour|para|per|voor|der|des)\\s[a-z0-9 ]{2,24}?)?";
const KEY_WORDS = foldedWords([
  "токен",
  "令牌",
  "トークン",
  "ключ API",
  "API密钥",
  "API 密钥",
  "APIキー",
  "API 키",
  "API-Schlüssel",
  "clé API",
  "clé d'API",
]);

/** Passwords and keys in sentences: told to somebody, not set by a program. */
export const proseRules = [
  secretRule("told-password", {
    what: "A password",
    pattern: `(?i)${PASSWORD}(?:\\s(?:for|to|of|on)\\s[\\w.@ -]{1,40}?)?\\s{1,2}(?:(?:is|was|are|will be|ist|es|est)(?: (?:now|set to|still))?|(?:has been |was |is )?(?:set|reset|changed) to)\\s{0,2}:?\\s{0,2}["'\`]?([^\\s"'\`]{4,64})`,
    check: "password",
    confidence: 0.75,
    examples: ["my password is hunter2", "The password has been reset to Xy7!kLm2"],
    counterExamples: ["The password is never stored.", "password is [PASSWORD]"],
  }),
  secretRule("told-password-quoted", {
    what: "A password",
    pattern: `(?i)${PASSWORD}(?:\\s{1,2}(?:is|was|to|=|ist|es|est))?\\s{0,2}:?\\s{0,2}(?:"([^"\\s]{5,64})"|'([^'\\s]{5,64})')`,
    check: "environment",
    confidence: 0.6,
    examples: ["the password is 'swordfish'"],
    counterExamples: ["the password 'secret'", "password is 'string'"],
  }),
  secretRule("written-password", {
    what: "A password",
    pattern: `(?i)${PASSWORD}(?:\\s{1,2}to)?\\s{1,2}\`?([^\\s"'\`,;()]{6,64})`,
    check: "strong-password",
    confidence: 0.6,
    examples: [
      "use password Summer2023!",
      "temp password Welcome1",
      "PIN/password M7A6c40lQ8",
      "passwd river4233",
      "we set the root password to Umber6325#",
      "password `Willow32!`",
    ],
    counterExamples: [
      "password manager2",
      "use the password to log-in2",
      "password BCrypt",
      "password RFC2898",
      "password OAuth2",
      "password PBKDF2WithHmacSHA1",
      "password keccak256",
      "password root@10.0.0.1",
      "password 2.5.1 and later",
    ],
  }),
  secretRule("password-other-language", {
    what: "A password",
    pattern: `(?i)(?:passwort|kennwort|contrasena|mot de passe|senha|wachtwoord|\\bparola|\\bhaslo|salasana|passord|losenord|\\bheslo|adgangskode|kata sandi|lozinka|geslo|${OTHER_SCRIPTS})(?:${FOR_WHAT}\\s{0,2}[:=]\\s{0,2}|${IS})(?:["'\`*|]{1,2}\\s?|<[a-z]{1,6}>)?([^\\s"'\`<>|*]{4,100})`,
    check: "password",
    examples: [
      "contraseña: Clave2024",
      "Passwort: Geheim123",
      "mot de passe : Soleil2024",
      "пароль: Solnce2024",
      "密码：Taiyang2024",
      "パスワード：Taiyo2024",
      "kata sandi: Matahari24",
      "Das Kennwort lautet Geheim123",
      "a senha é Verao2024",
      "senha do banco: Verao2024",
      "密码是Taiyang2024",
      "パスワードは Taiyo2024 です",
    ],
    counterExamples: ["Passwort: vergessen", "La contraseña es obligatoria", "密码是必填的"],
  }),
  secretRule("login-pair", {
    what: "A password beside a name",
    pattern:
      "(?i:log ?in|sign in|credentials?|creds|account)[^\\n:/]{0,30}?[\\s:]\\s?[\\w.@-]{2,40}\\s?[/:|]\\s?([^\\s\"'`,;]{6,64})",
    check: "strong-password",
    confidence: 0.6,
    examples: ["login with admin / P@ssw0rd1", "credentials: admin:Winter2024!"],
    counterExamples: ["login page: https://example.com/Abc123", "credentials/provider"],
  }),
  secretRule("user-and-password", {
    what: "A password beside a name",
    pattern:
      "(?i:\\b(?:user(?:name)?|login|account|id)[ :=]{1,3}[^\\s,;|]{1,60}[\\s,;/|]{1,4}(?:pass|pw|pwd)[ :=]{1,3})[\"'`]?([^\\s\"'`]{4,64})",
    check: "password",
    confidence: 0.7,
    examples: ["user bob / pass P@ss9541", "login: bob, pw: Zephyr0472!"],
    counterExamples: ["the user may pass arguments", "user id / pass through"],
  }),
  secretRule("marked-password", {
    what: "A password",
    pattern: `(?i)${PASSWORD}["'\`*_)]{0,3}\\s{0,2}(?:[:=]\\s{0,3})?(?:\\||\\*\\*|<[a-z]{1,6}>|\\[|>)[*\`\\s]{0,3}([^\\s"'\`<>|\\[\\]]{6,64})`,
    check: "strong-password",
    confidence: 0.6,
    examples: [
      "password: <b>Umber6325#</b>",
      "| Password | Willow32! |",
      "**Password:** **Dune84x!**",
    ],
    counterExamples: ["| password | string |", '<label for="password">Password</label>'],
  }),
  secretRule("short-password", {
    what: "A password",
    pattern:
      "(?i:\\bpw(?:[:=]\\s{0,3}| is )|\\b(?:temp|temporary|new|old|admin|root) pw )[\"'`]?([^\\s\"'`]{5,64})",
    after: 2,
    check: "password",
    confidence: 0.65,
    examples: ["pw: HMm!GoIv3vB%", "temp pw maple68Willow"],
    counterExamples: ["pw = getpass()", "pw: string", "new pw dialog"],
  }),
  secretRule("proposed-password", {
    what: "A password",
    pattern:
      "(?i:\\b(?:use|set|enter|type|try)\\s)[\"'`]?([^\\s\"'`]{6,64})[\"'`]?\\s(?i:as (?:the |your |my |a |its )?(?:[a-z]{3,12} )?(?:password|passphrase|passcode))\\b",
    check: "strong-password",
    confidence: 0.65,
    examples: ["use Umber6325# as the password", "Try 'Willow32!' as your new password"],
    counterExamples: ["use the name as the password", "set it as the password"],
  }),
  secretRule("pin", {
    what: "A PIN",
    pattern:
      "(?:\\bPIN|(?i:passcode|pin ?code|my pin|security code|verification code|one[ -]time code))(?: (?:code|number))?(?i:\\s?(?:is|:|=)\\s{0,2}|\\s)(\\d{4,8})\\b",
    confidence: 0.6,
    examples: ["my PIN is 4821", "passcode: 482193", "your verification code is 482193"],
    counterExamples: ["PIN", "Pin 12"],
  }),
  secretRule("told-key", {
    what: "A key",
    pattern: `(?i)(?:api[ _-]?key|${KEY_WORDS}|clave (?:de )?api|chiave api|chave (?:d[ae] )?api|access[ _-]?(?:key|token)|auth[ _-]?token|secret[ _-]?key|client[ _-]?secret|bearer[ _-]?token|\\btoken|\\bsecret)(?:\\s{1,2}(?:is|was|are|ist|est|es|e)|\\s{0,2}(?:${IS_WORDS}))?[\\s:="'\`|*([]{1,6}(?:<[a-z]{1,6}>)?([a-z0-9][\\w.~+/=-]{15,1500})`,
    check: "service-key",
    after: 2,
    confidence: 0.65,
    examples: [
      `my api key is ${alnum(30)}`,
      `apikey ${hex(32)}`,
      `token is ${alnum(28)}`,
      `API-Schlüssel: ${hex(32)}`,
      `API密钥：${alnum(32)}`,
      `Mein API-Schlüssel ist ${alnum(32)}`,
      `токен: ${alnum(32)}`,
      `API-Key "${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}"`,
    ],
    counterExamples: ["the token is validated-by-the-server", "api key goes_into_the_header_v2"],
  }),
];
