/** Bodies for the routes of the guard, each one that the route takes. */

export const SAMPLE_PACK = `id: house
version: "1"
title: House words
rules:
  - id: house/codename
    type: house.codename
    action: rewrite
    citation: { standard: House rules, clause: "4", url: "https://example.org/rules" }
    detector: { kind: terms, terms: [operation heron] }
    examples: ["We call it Operation Heron."]
    counterExamples: ["A heron by the lake."]
`;

export const SAMPLE_FINDING = {
  ruleId: "tlp/green",
  type: "tlp.green",
  action: "escalate",
  citation: { standard: "TLP 2.0", clause: "4", url: "https://www.first.org/tlp/" },
  detector: "pattern",
  confidence: 1,
  part: "body",
  start: 0,
  end: 9,
  message: "The text is marked TLP:GREEN.",
} as const;

const SHA = "0".repeat(64);

export const sampleRecord = (id: string) => ({
  v: 1,
  id,
  at: "2026-09-22T09:40:00.000Z",
  channel: "proxy",
  audience: { kind: "public" },
  verdict: "pass",
  outcome: "sent",
  inputMac: SHA,
  inputLength: 4,
  outputSha256: SHA,
  findings: [],
  carried: [],
  policy: { hash: SHA, packs: [], registry: null, keys: [], carries: [], tlp: null },
  times: { whole: 0.2 },
  approver: null,
});

const reason = "As agreed";

export const GUARD_BODIES: Readonly<Record<string, () => object>> = {
  uploadGuardPack: () => ({ format: "yaml", text: SAMPLE_PACK }),
  changeGuardPolicy: () => ({ packs: ["personal"], reason }),
  tryGuard: () => ({ text: "Mail ada@example.org" }),
  postGuardRecords: () => ({ records: [sampleRecord(crypto.randomUUID())] }),
  explainGuardRecord: () => ({ parts: { body: "text" } }),
  askEscalation: () => ({
    text: "TLP:GREEN Draft",
    audience: { kind: "public" },
    findings: [SAMPLE_FINDING],
    destination: "a model",
  }),
  decideEscalation: () => ({ answer: "block", reason }),
  addGuardTerms: () => ({
    terms: [{ label: "Sampler", term: { words: 1, firstTag: 1, tag: 2, hash: SHA } }],
  }),
  plantCanary: () => ({ place: "The draft of the report" }),
  eraseSubject: () => ({ names: ["Nobody Inparticular"], reason }),
  pseudonymise: () => ({ text: "Ask ada@example.org" }),
  revealPseudonyms: () => ({ pseudonyms: ["[PERSON-7Q2F]"], reason }),
};
