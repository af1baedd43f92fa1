import { alnum, hex } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

/** What stands in the settings of routers, switches and services. */
export const deviceRules = [
  secretRule("device-password", {
    what: "A password in a router's settings",
    // 7 is a cipher that anybody undoes, the others are hashes; 0 and none are the password itself.
    pattern:
      "\\b(?:enable|username\\s{1,2}\\S{1,40}(?:\\s{1,2}privilege\\s{1,2}\\d{1,2})?|neighbor\\s{1,2}\\S{1,40}|ppp\\s{1,2}chap|line\\s{1,2}vty[^\\n]{0,20}\\n)\\s{1,2}(?:secret|password)\\s{1,2}(?:level\\s\\d{1,2}\\s{1,2})?(?:\\d\\s{1,2})?([^\\s\"'<>]{4,140})",
    check: "password",
    examples: [
      `enable secret 5 $1$mERr$${alnum(22)}`,
      `username ada privilege 15 password 7 ${hex(16).toUpperCase()}`,
    ],
    counterExamples: ["enable password protection", "username and password 123", "enable password"],
  }),
  secretRule("device-key", {
    what: "A key in a router's settings",
    pattern:
      "(?i:\\b(?:tacacs|radius)(?:-server)?\\s[^\\n]{0,80}?\\bkey\\s{1,2}|\\bcrypto\\s{1,2}isakmp\\s{1,2}key\\s{1,2}|\\bsnmp-server\\s{1,2}community\\s{1,2}|\\bkey-string\\s{1,2}|pre-shared-key(?:\\s{1,2}|=)(?:(?:ascii-text|local|remote|hex)\\s{1,2})?|\\bwpa-psk\\s{1,2}(?:ascii|hex)\\s{1,2}|\\bmessage-digest-key\\s{1,2}\\d{1,3}\\s{1,2}md5\\s{1,2}|\\b(?:psksecret|passwd|password)\\s{1,2}ENC\\s{1,2})(?:\\d\\s{1,2})?[\"']?([^\\s\"'<>]{4,200})",
    check: "password",
    examples: [
      `tacacs-server key 7 ${hex(20).toUpperCase()}`,
      `crypto isakmp key ${alnum(14)} address 0.0.0.0`,
      "snmp-server community n0rth7Ulv RO",
      `set psksecret ENC ${alnum(54)}==`,
      `radius-server host 10.1.1.1 key ${alnum(10)}`,
    ],
    counterExamples: [
      "snmp-server community string",
      "the RADIUS key is",
      "a pre-shared-key is set",
    ],
  }),
  secretRule("juniper-secret", {
    what: "A secret in a router's settings",
    pattern: "[\"']\\$[89]\\$[\\w./$-]{10,200}[\"']",
    examples: [`secret "$9$${alnum(20)}"; ## SECRET-DATA`],
    counterExamples: ['"$9$"'],
  }),
  secretRule("daemon-password", {
    what: "A password in a service's settings",
    pattern:
      "(?:requirepass|masterauth|bindpw|rootpw|wpa_passphrase|sentinel auth-pass\\s{1,3}\\S{1,40})(?:\\s{1,8}|\\s{0,3}=\\s{0,3})[\"']?([^\\s\"'<>{}$]{4,100})",
    check: "filled-in",
    examples: ["requirepass whitepaper", "rootpw letmein", "wpa_passphrase=whitepaper"],
    counterExamples: ["requirepass <password>", "rootpw", "bindpw $PASSWORD"],
  }),
  secretRule("wireless-key", {
    what: "The password of a wireless network",
    pattern: '(?i:\\bpsk="|\\bWiFi\\.begin\\([^\\n,]{1,60},\\s{0,3}")([^"\\n]{8,63})"',
    check: "filled-in",
    examples: ['psk="velvet dune 27"', 'WiFi.begin("home", "whitepaper");'],
    counterExamples: [
      'psk="<password>"',
      "WiFi.begin(ssid, password);",
      'WiFi.begin("a", "your-password")',
    ],
  }),
  secretRule("ansible-vault", {
    what: "A file of Ansible Vault",
    pattern:
      "\\$ANSIBLE_VAULT;1\\.\\d;AES(?:256)?(?:;[\\w.-]{1,40})?\\s{1,20}(?:[0-9a-f]{16,80}\\s{0,20}){1,70}",
    examples: [`$ANSIBLE_VAULT;1.1;AES256\n${hex(72)}\n${hex(60)}`],
    counterExamples: ["files begin with $ANSIBLE_VAULT;1.1;AES256 and a body"],
  }),
];
