import type { Advisory } from "./advisory.ts";

/** A whole advisory, as the documentation shows it and an editor may begin with. Names are invented. */
export const exampleAdvisory: Advisory = {
  id: "AS-2026-0187",
  version: 2,
  title: "tide-proxy: remote code execution when reading session data",
  summary:
    "tide-proxy reads a length from the session record and copies that many bytes into a buffer of 512. Anyone who can open a connection can write past its end.",
  details:
    "The length is read as an unsigned 16-bit number and never compared with the size of the buffer.\n\n```\nsession_read(): src/session.rs:118\n```\n\nThe proxy runs as root in its default configuration.",
  tlp: "CLEAR",
  dates: {
    released: "2026-09-15T06:00:00Z",
    current: "2026-09-22T06:00:00Z",
    revisions: [
      { number: 1, date: "2026-09-15T06:00:00Z", summary: "First release." },
      { number: 2, date: "2026-09-22T06:00:00Z", summary: "Exploitation seen; 5.4.1 is out." },
    ],
  },
  publisher: {
    name: "Lakeside Coordination",
    namespace: "https://advisories.lakeside.example",
    contact: "desk@lakeside.example",
  },
  cveId: {
    id: "CVE-2026-31187",
    source: "Reserved by the Tide project's CNA, mail of 2026-09-10",
    recordedAt: "2026-09-10T09:12:00Z",
    assigner: { orgId: "6f2a1f0e-55a8-4c1d-9d3b-0c8f5a7e4b21", shortName: "tide" },
  },
  weaknesses: [{ id: "CWE-787", name: "Out-of-bounds Write" }],
  severity: [
    { version: "3.1", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", score: 9.8 },
    {
      version: "4.0",
      vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
      score: 9.3,
    },
  ],
  products: [
    {
      name: "tide-proxy",
      vendor: "Tide",
      purl: "pkg:cargo/tide-proxy",
      repository: "https://git.tide.example/tide-proxy",
      status: "known_affected",
      ranges: [{ type: "semver", introduced: "4.0.0", fixed: "5.4.1", lastAffected: null }],
      versions: [],
      fixedVersions: ["4.9.7"],
      justification: null,
      impact: null,
    },
    {
      name: "tide-core",
      vendor: "Tide",
      purl: "pkg:cargo/tide-core",
      repository: null,
      status: "known_not_affected",
      ranges: [{ type: "semver", introduced: null, fixed: null, lastAffected: null }],
      versions: [],
      fixedVersions: [],
      justification: "vulnerable_code_not_present",
      impact: null,
    },
  ],
  remediations: [
    {
      category: "vendor_fix",
      details: "Update to 5.4.1, or to 4.9.7 on the 4.x line.",
      url: "https://git.tide.example/tide-proxy/releases/5.4.1",
      products: ["pkg:cargo/tide-proxy"],
    },
    {
      category: "mitigation",
      details: "Turn off session resumption: resume = false.",
      url: null,
      products: ["pkg:cargo/tide-proxy"],
    },
  ],
  references: [
    {
      url: "https://git.tide.example/tide-proxy/commit/5d1c9a",
      title: "The commit that fixes it",
      kind: "fix",
    },
  ],
  credits: [
    { name: "Harbor Lab, model harbor-3", kind: "finder" },
    { name: "R. Teal", kind: "coordinator" },
  ],
  exploitation: { state: "exploited", asOf: "2026-09-21T18:00:00Z", details: null },
  timeline: [
    { at: "2026-09-01T10:00:00Z", event: "Reported to the clearinghouse." },
    { at: "2026-09-02T08:30:00Z", event: "Disclosed to the Tide project." },
  ],
  withdrawn: null,
};
