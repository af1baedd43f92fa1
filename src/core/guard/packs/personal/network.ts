import type { Datum } from "./datum.ts";

/** What a person's devices are known by. */
export const networkData: readonly Datum[] = [
  {
    name: "ipv4",
    kind: "ip",
    what: "An IP address",
    detector: {
      pattern: "\\b\\d{0,2}\\d\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b",
      check: "ip",
      after: 12,
    },
    examples: [
      "logged in from 185.127.250.77",
      "<td>185.127.250.77</td>",
      "by <185.127.250.77> today",
    ],
    counterExamples: [
      "127.0.0.1",
      "version 1.2.3.4",
      "1.2.3.4.5",
      "999.1.1.1",
      '"version": "13.5.1.2"',
      "LAquis: <=4.7.1.7",
      "10.0.0.0/8",
      "FortiOS 1.3.49.2 and earlier",
      "Update to version 9.6.3.13 or 9.6.4.1",
      "pkg:npm/harbour@3.4.5.6",
      "harbour 1.2.5.1-2 is installed",
      "OID 2.5.29.1",
      '"lessThan": "4.1.9.41"',
      "Asset Suite: <9.6.3.13",
      "see 4.3.4.1 Personnel Security",
      "Configuration Manager: 2.0.0.13",
    ],
  },
  {
    name: "ipv6",
    kind: "ip",
    what: "An IP address",
    detector: {
      pattern:
        // Two colons at least: with one it is a time of day, a port, a line of a file.
        "\\b[A-Fa-f0-9]{0,3}(?:[A-Fa-f0-9]::[A-Fa-f0-9]{1,4}(?::{1,2}[A-Fa-f0-9]{1,4}){0,6}(?:::|\\b)|[A-Fa-f0-9]:[A-Fa-f0-9]{1,4}(?:(?::{1,2}[A-Fa-f0-9]{1,4}){1,6}(?:::|\\b)|::))",
      check: "ip",
      after: 4,
    },
    examples: [
      "from 2001:db8:85a3::8a2e:370:7334",
      "d80:e4b5:79da:6cf6:71f3:51f7:9161:c319",
      "addr 2600:3a4e:cb4d:6a30::/64",
    ],
    counterExamples: ["12:30:45", "a::b", "std::fmt", "00:1b:44:11:3a:b7", "fe80::/10"],
  },
  {
    name: "mac",
    what: "A network card's address",
    detector: {
      pattern:
        "\\b[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}\\b|\\b[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}\\b",
      check: "mac",
      after: 2,
    },
    examples: ["35:77:4c:20:1c:06", "00-1B-44-11-3A-B7"],
    counterExamples: ["ff:ff:ff:ff:ff:ff", "35:77:4c:20:1c:06:aa:bb"],
  },
  {
    name: "mac-labelled",
    kind: "mac",
    what: "A network card's address",
    detector: {
      pattern:
        "(?i)(?:\\bmac|\\bether|hwaddr|\\bbssid|physical address)[^\\n]{0,16}?\\b((?:[0-9a-f]{4}\\.){2}[0-9a-f]{4}|[0-9a-f]{12}|[0-9a-f]{2}(?:[ ._/-]{1,3}[0-9a-f]{2}){5})\\b",
      check: "has-digit",
    },
    examples: [
      "mac 001A.2B3C.4D5E",
      "MAC address 001A2B3C4D5E",
      "MAC 00_1a_2b_3c_4d_5e",
      "hwaddr 00 - 1a - 2b - 3c - 4d - 5e",
    ],
    counterExamples: ["mac os 10.15.7", "machine 0123456789abcdef"],
  },
  {
    name: "ipv4-spelled",
    kind: "ip",
    what: "An IP address, spelled out",
    detector: {
      pattern:
        "(?i)\\b\\d{1,3}(?: ?[[(] ?(?:dot|\\.) ?[\\])] ?\\d{1,3}){3}\\b|\\b\\d{1,3}(?: dot \\d{1,3}){3}\\b",
    },
    examples: ["185[.]127[.]250[.]77", "185 dot 127 dot 250 dot 77", "185(dot)127(dot)250(dot)77"],
    counterExamples: ["1 dot 2", "f(1)(2)(3)(4)"],
  },
  {
    name: "ipv6-mapped",
    kind: "ip",
    what: "An IP address",
    detector: { pattern: "::(?i:ffff:)(?:0:)?\\d{1,3}(?:\\.\\d{1,3}){3}\\b" },
    examples: ["from ::ffff:192.0.2.128"],
    counterExamples: ["::ffff:1"],
  },
  {
    name: "imei",
    what: "A telephone's serial number (IMEI)",
    detector: {
      pattern: "(?i)\\bimei[^\\d\\n]{0,12}(\\d{2}-?\\d{6}-?\\d{6}-?\\d)\\b",
      check: "luhn",
    },
    examples: ["IMEI 49-015420-323751-8"],
    counterExamples: ["IMEI 49-015420-323751-7"],
  },
];
