import { alnum, hex } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

/** What follows on the same command, over lines that a backslash joins. */
const REST = "\\s(?:[^\\n]|\\\\\\n){0,160}?";
const VALUE = "[\"']?([^\\s\"'<>\\[\\]{}$][^\\s\"'<>\\[\\]{}]{3,100})";

/** Passwords among the arguments of programs: each has its own letter for them. */
export const commandRules = [
  secretRule("database-command", {
    what: "A password in a command",
    pattern: `\\b(?:mongo(?:sh|dump|restore|import|export)?${REST}\\s-p[ =]?|redis-cli${REST}\\s-a\\s{1,3}|ldap(?:search|modify|add|delete|passwd|whoami|compare)${REST}\\s-w\\s{1,3}|mosquitto_(?:pub|sub)${REST}\\s-P\\s{1,3}|ipmitool${REST}\\s-P\\s{1,3}|(?:un)?zip${REST}\\s-P\\s{1,3}|snmp(?:bulk)?(?:walk|get|set|table)${REST}\\s-[cAX]\\s{1,3}|(?:sqlplus|expdp|impdp|sqlldr)\\s{1,3}(?:-\\w{1,8}\\s{1,3}){0,3}[\\w.-]{1,40}/)${VALUE}`,
    check: "filled-in",
    examples: [
      `mongo -u app -p ${alnum(10)} --authenticationDatabase admin`,
      `redis-cli -h cache -a ${alnum(12)} ping`,
      "ldapsearch -x -D 'cn=admin,dc=x' -w changeit -b dc=x",
      "sqlplus scott/tiger@orcl",
      "snmpwalk -v2c -c n0rth7Ulv 10.0.0.1",
    ],
    counterExamples: [
      "redis-cli -a $PASSWORD ping",
      "mongo -u app -p",
      "ldapsearch -x -w <password>",
      "sqlplus /nolog",
    ],
  }),
  secretRule("remote-command", {
    what: "A password in a command",
    pattern: `(?i:\\b(?:evil-winrm|crackmapexec|netexec|nxc|(?:podman|helm|oras|buildah|skopeo|oc|az|cf|flyctl|nerdctl)\\s[^\\n]{0,40}?login)${REST}\\s(?:-p|--password|--creds)[ =]{1,3}|\\b(?:plink|pscp|psftp|putty)\\S{0,6}${REST}\\s-pw\\s{1,3}|\\b(?:smbclient|rpcclient|smbmap|smbget)${REST}-U\\s?["']?[\\w.\\\\/-]{1,60}%|\\b(?:xfreerdp|wfreerdp|mstsc)${REST}/p:|\\b(?:schtasks|tasklist|winrs|wmic)${REST}/p(?:assword)?[ :]{1,2}|\\b(?:psexec|wmiexec|smbexec|atexec|dcomexec|secretsdump|mssqlclient|getuserspns|lookupsid|impacket-\\w{3,20})(?:\\.py)?\\s(?:-\\S{1,20}\\s){0,4}["']?[\\w.-]{1,40}/[\\w.-]{1,40}:)${VALUE}`,
    check: "filled-in",
    examples: [
      `evil-winrm -i 10.0.0.1 -u admin -p '${alnum(9)}'`,
      "psexec.py corp/ada:Summer2023@10.0.0.5",
      "smbclient //fs/share -U corp/ada%Summer2023",
      "xfreerdp /u:ada /p:Summer2023 /v:10.0.0.1",
      "plink.exe -ssh ada@host -pw Summer2023",
    ],
    counterExamples: [
      "xfreerdp /u:ada /v:host",
      "psexec.py corp/ada@10.0.0.5",
      "smbclient -U ada",
      "az login -p $PASSWORD",
    ],
  }),
  secretRule("keystore-command", {
    what: "A password of a key store",
    pattern: `(?:\\s-(?:storepass|keypass|srcstorepass|deststorepass|ks-pass)[ =](?:pass:)?|\\s-(?:passin|passout|pass)[ =]pass:|(?i:openssl\\s[^\\n]{0,120}?\\s-k\\s|--passphrase[ =]|storePassword|keyPassword|ssh-keygen\\s[^\\n]{0,80}?\\s-N\\s|vmrun\\s[^\\n]{0,80}?\\s-gp\\s|\\s-setcookie\\s))\\s{0,3}[=(]?\\s{0,3}${VALUE}`,
    check: "environment",
    examples: [
      "keytool -list -storepass whitepaper -keystore x",
      "openssl rsa -passin pass:whitepaper -in k",
      `storePassword '${alnum(9)}'`,
      `openssl enc -aes-256-cbc -k ${alnum(16)} -in x`,
    ],
    counterExamples: [
      "keytool -storepass $STORE_PASSWORD",
      "gpg --passphrase -fd 0",
      "openssl enc -k <password>",
    ],
  }),
  secretRule("user-command", {
    what: "A password in a command",
    pattern: `\\b(?:rabbitmqctl\\s{1,3}(?:add_user|change_password)\\s{1,3}[\\w.@-]{1,40}\\s{1,3}|htpasswd\\s{1,3}-[a-zA-Z]{0,6}b[a-zA-Z]{0,6}\\s{1,3}(?:[\\w./-]{1,80}\\s{1,3})?[\\w.@-]{1,40}\\s{1,3}|(?:cqlsh|rdesktop|hydra|medusa)${REST}\\s-p\\s{1,3}|(?:7z[ar]?|unrar)\\s{1,3}[aex]\\s(?:-\\w{1,20}\\s){0,3}-p|keyMaterial=|gh\\s{1,3}secret\\s{1,3}set${REST}\\s(?:-b|--body)[ =]{1,3}|sudo\\s[^\\n]{0,40}?<<<\\s{0,3})${VALUE}`,
    check: "password",
    examples: [
      "rabbitmqctl add_user ada Summer2023!",
      "htpasswd -bc .users ada Summer2023!",
      "7z x -pSummer2023! backup.7z",
      `gh secret set DEPLOY --body "${alnum(24)}"`,
      'sudo -S <<< "Summer2023!"',
    ],
    counterExamples: [
      "rabbitmqctl add_user ada $PASSWORD",
      "htpasswd -bc .users ada password",
      "7z x -p backup.7z",
    ],
  }),
  secretRule("piped-login", {
    what: "A password in a command",
    pattern:
      "(?i:\\becho\\s{1,3}(?:-n\\s{1,3})?[\"']?)([^\\s\"'|]{4,100})[\"']?\\s{0,3}\\|\\s{0,3}(?:sudo\\s{1,3}-\\w{0,3}S|[a-z]{3,10}\\s[^\\n|]{0,80}?--password-stdin)",
    check: "password",
    examples: [
      "echo Summer2023! | sudo -S reboot",
      "echo 'Summer2023!' | docker login --password-stdin",
    ],
    counterExamples: ["echo $PASSWORD | docker login --password-stdin"],
  }),
  secretRule("piped-password", {
    what: "A password in a command",
    pattern:
      "(?i:\\becho\\s{1,3}(?:-n\\s{1,3})?[\"']?[\\w.-]{1,40}:)([^\\s\"'|]{4,100})[\"']?\\s{0,3}\\|\\s{0,3}(?:sudo\\s{1,3})?chpasswd",
    check: "filled-in",
    examples: [`echo 'ada:${alnum(12)}' | sudo chpasswd`],
    counterExamples: ["echo ada:$PASSWORD | chpasswd".replace("$PASSWORD", "<password>")],
  }),
  secretRule("login-argument", {
    what: "A login in a command",
    pattern:
      "(?i:\\bhttps? (?:-a|--auth)[ =]|\\s--creds[ =]|\\s--basic-auth[ =]|\\s-auth\\s|\\betcdctl\\s[^\\n]{0,60}?--user[ =]|ETCDCTL_USER=|\\blftp\\s[^\\n]{0,60}?-u\\s)[\"']?[\\w.@-]{1,60}[:,]([^\\s\"'<>\\[\\]{}$]{4,100})",
    check: "environment",
    examples: [
      `http -a ada:${alnum(12)} GET api.example.com`,
      `skopeo copy --creds ada:${alnum(10)} x y`,
      `etcdctl --user root:${alnum(12)} get x`,
    ],
    counterExamples: ["http -a user:password GET x", "skopeo copy --creds $USER:$PASSWORD x y"],
  }),
  secretRule("key-argument", {
    what: "A key in a command",
    pattern:
      "(?i:\\s--?(?:account-key|sas-token|client-secret|secret-key|access-key|private-key|license-key|master-key|auth-key|key|secret)(?:=|\\s{1,3})|\\bdoctl\\s[^\\n]{0,60}?\\s-t\\s{1,3}|\\bvault\\s{1,3}login\\s{1,3})[\"']?([A-Za-z0-9+/_.=-]{24,400})",
    check: "random",
    examples: [
      `az storage blob list --account-key ${alnum(86)}==`,
      `doctl auth init -t ${hex(64)}`,
    ],
    counterExamples: ["openssl --key /etc/ssl/private/server-key-of-the-host.pem", "x --key $KEY"],
  }),
];
