import type { PersonKey } from "./people.ts";
import type { CaseKey, Step } from "./step.ts";

/** Chapter by chapter: what one person did to one case at about one time. */
const at = (
  ago: number,
  by: PersonKey,
  about: CaseKey | undefined,
  acts: readonly (Step extends infer S
    ? S extends Step
      ? Omit<S, "ago" | "by" | "case">
      : never
    : never)[],
): Step[] =>
  acts.map((act) => ({ ...act, ago, by, ...(about === undefined ? {} : { case: about }) }) as Step);

const invite = [
  { do: "invite", party: "libharbor", role: "owner" },
  { do: "invite", party: "northgate", role: "verifier" },
] as const;

const input = (name: string, value: string, source: string) =>
  ({ do: "input", input: name, value, source }) as const;
const notInKev = input("in-kev", "no", "It has no CVE id, so it cannot be listed");

/** berthd goes the whole way, from the report to the published advisory. */
const BERTH: readonly Step[] = [
  ...at(500, "osei", undefined, [{ do: "submit", file: "02-berthd-again.json", cases: ["berth"] }]),
  ...at(498, "teal", "berth", [{ do: "assign", to: "teal" }, ...invite]),
  ...at(497, "castellano", "berth", [{ do: "accept" }]),
  ...at(497, "whitlock", "berth", [{ do: "accept" }]),
  ...at(494, "whitlock", "berth", [
    {
      do: "evidence",
      outcome: "reproduced",
      failed: 5,
      of: 5,
      on: "1.4.2",
      signature: "heap-use-after-free in bd_again",
    },
    {
      do: "severity",
      side: "verifier",
      vector: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:L",
      reason: "The daemon goes on; what leaks is the name of a ship.",
    },
  ]),
  ...at(490, "teal", "berth", [
    input("publicly-exposed", "yes", "berthd listens on the network by default"),
    notInKev,
    input("automatable", "yes", "Three lines on an open socket"),
    input("technical-impact", "partial", "Northgate’s vector"),
    { do: "draft", to: "libharbor" },
    { do: "send" },
  ]),
  ...at(470, "castellano", "berth", [
    { do: "acknowledge", note: "Got it, and it crashes here, too." },
  ]),
  ...at(380, "castellano", "berth", [
    {
      do: "severity",
      side: "owner",
      vector: "CVSS:3.1/AV:A/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:L",
      reason: "berthd is reachable from the harbour’s own network only.",
    },
    {
      do: "fixed",
      version: "1.4.3",
      note: "A ship that leaves is forgotten as the last one, too.",
    },
  ]),
  ...at(336, "castellano", "berth", [{ do: "end-embargo", reason: "1.4.3 is out." }]),
  ...at(335, "marsh", "berth", [
    { do: "start-advisory" },
    { do: "publish", summary: "First version." },
    { do: "close", reason: "Fixed and published." },
  ]),
];

/** hatchpack is fixed; the advisory waits for a person. */
const HATCH: readonly Step[] = [
  ...at(330, "osei", undefined, [
    { do: "submit", file: "03-hatchpack-outside.json", cases: ["hatch"] },
    { do: "submit", file: "11-hatchpack-length.json", cases: ["length"] },
  ]),
  ...at(326, "marsh", "hatch", [{ do: "assign", to: "marsh" }, ...invite]),
  ...at(325, "castellano", "hatch", [{ do: "accept" }]),
  ...at(325, "whitlock", "hatch", [{ do: "accept" }]),
  ...at(322, "whitlock", "hatch", [
    {
      do: "evidence",
      outcome: "reproduced",
      failed: 3,
      of: 3,
      on: "0.8.0",
      signature: "a file outside of the folder",
    },
  ]),
  ...at(318, "marsh", "hatch", [
    input("publicly-exposed", "no", "A command on a person’s own machine"),
    notInKev,
    input("automatable", "no", "Somebody has to unpack the file"),
    input("technical-impact", "partial", "It writes files, it runs nothing"),
    { do: "draft", to: "libharbor" },
    { do: "send" },
  ]),
  ...at(300, "castellano", "hatch", [
    { do: "acknowledge", note: "Thank you. We take this one into 0.8.1." },
  ]),
  ...at(298, "teal", "length", [
    { do: "answer-proposal", answer: "apart" },
    {
      do: "evidence",
      outcome: "refuted",
      failed: 0,
      of: 10,
      on: "0.8.0",
      note: "Nothing of that length is set aside: hp_member copies byte by byte and ends with the file. The largest run took 2 MB.",
    },
    { do: "close", reason: "Refuted: the length is never allocated." },
  ]),
  ...at(60, "castellano", "hatch", [
    { do: "fixed", version: "0.8.1", note: "A name has to stay below the folder." },
  ]),
  ...at(50, "marsh", "hatch", [{ do: "start-advisory" }]),
];

/** libharbor is ready to be sent to its owner. */
const INDEX: readonly Step[] = [
  ...at(200, "osei", undefined, [
    { do: "submit", file: "01-libharbor-index.json", cases: ["index"] },
  ]),
  ...at(198, "teal", "index", [{ do: "assign", to: "teal" }, ...invite]),
  ...at(197, "castellano", "index", [{ do: "accept" }]),
  ...at(196, "whitlock", "index", [{ do: "accept" }]),
  ...at(180, "whitlock", "index", [
    {
      do: "evidence",
      outcome: "reproduced",
      failed: 5,
      of: 5,
      on: "3.2.1",
      signature: "heap-buffer-overflow in hb_index_read",
    },
    {
      do: "severity",
      side: "verifier",
      vector: "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
      reason: "A person has to open the archive; nothing takes one in from the network by itself.",
    },
  ]),
  ...at(150, "marsh", "index", [
    {
      do: "evidence",
      outcome: "reproduced",
      failed: 3,
      of: 3,
      on: "3.2.1",
      signature: "heap-buffer-overflow in hb_index_read",
      note: "The desk’s own run, on another machine.",
    },
  ]),
  ...at(3, "teal", "index", [
    notInKev,
    input("automatable", "no", "Somebody has to open the archive"),
    input("technical-impact", "total", "Northgate’s vector"),
    { do: "draft", to: "libharbor" },
  ]),
];

/** pennantpix is reproduced once; something else may be the same flaw. */
const PENNANT: readonly Step[] = [
  ...at(90, "osei", undefined, [
    { do: "submit", file: "04-pennantpix-rows.json", cases: ["pennant"] },
  ]),
  ...at(88, "teal", "pennant", [
    { do: "assign", to: "teal" },
    { do: "invite", party: "northgate", role: "verifier" },
  ]),
  ...at(80, "whitlock", "pennant", [
    { do: "accept" },
    {
      do: "evidence",
      outcome: "reproduced",
      failed: 5,
      of: 5,
      on: "2.1.0",
      signature: "heap-buffer-overflow in pn_rows_read",
    },
  ]),
  ...at(78, "teal", "pennant", [notInKev, input("automatable", "no", "Somebody has to send it")]),
];

/** What came in last; nearly nobody has looked at it. */
const LATELY: readonly Step[] = [
  ...at(58, "brandt", undefined, [
    { do: "submit", file: "06-libharbor-fuzzed.json", cases: ["index"] },
    { do: "submit", file: "07-pennantpix.log", cases: ["log"] },
    { do: "submit", file: "08-brine-scan.sarif", cases: ["rudder", "narrow"] },
  ]),
  ...at(40, "osei", undefined, [
    { do: "submit", file: "05-libharbor-names.json", cases: ["names"] },
    { do: "submit", file: "09-tide-table-station.json", cases: ["tide"] },
  ]),
  ...at(38, "teal", "index", [{ do: "sibling", other: "names" }]),
  ...at(26, "brandt", undefined, [
    { do: "submit", file: "10-berthd-vague.json", cases: ["vague"] },
  ]),
];

/** The story up to the moment at which a newcomer comes in, oldest first. */
export const STORY: readonly Step[] = [...BERTH, ...HATCH, ...INDEX, ...PENNANT, ...LATELY].sort(
  (a, b) => b.ago - a.ago,
);
