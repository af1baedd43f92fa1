import { join } from "node:path";
import { judge, type Measured, percent, recordsIn, unzipped } from "./judge.ts";
import { type Peer, type PeerFound, type Peers, peerLines } from "./peers.ts";

type Span = { readonly label: string; readonly start: number; readonly end: number };
type Labelled = { readonly text: string; readonly attack: string; readonly spans: readonly Span[] };
type Tally = { found: number; all: number };

/** Labels of entities that have a form; offsets count code points, here and there. */
const STRUCTURED =
  /EMAIL|PHONE|SSN|SOCIAL_SECURITY|CREDIT_CARD|IBAN|IP_ADDRESS|MAC|API_KEY|PASSWORD|BANK|MEDICAL_RECORD|DRIVER_LICENSE|PASSPORT/;

type PiiAnon = {
  readonly text: string;
  readonly annotations: readonly { entity_type: string; start: number; end: number }[];
  readonly adversarial: { readonly type: string | null };
};

const readPiiAnon = (path: string): Labelled[] =>
  recordsIn<PiiAnon>(path).map(({ text, annotations, adversarial }) => ({
    text,
    attack: adversarial.type ?? "none",
    spans: annotations.map(({ entity_type, start, end }) => ({ label: entity_type, start, end })),
  }));

type Presidio = {
  readonly full_text: string;
  readonly spans: readonly {
    entity_type: string;
    start_position: number;
    end_position: number;
  }[];
};

const readPresidio = (path: string): Labelled[] =>
  (JSON.parse(unzipped(path)) as Presidio[]).map(({ full_text, spans }) => ({
    text: full_text,
    attack: "none",
    spans: spans.map(({ entity_type, start_position, end_position }) => ({
      label: entity_type,
      start: start_position,
      end: end_position,
    })),
  }));

type Part = { readonly start: number; readonly end: number };
const touches = (a: Part, b: Part): boolean => a.start < b.end && b.start < a.end;

type Counted = {
  readonly byLabel: Map<string, Tally>;
  readonly byAttack: Map<string, Tally>;
  readonly missed: string[];
  readonly spurious: string[];
  findings: number;
};

function tallyFor(map: Map<string, Tally>, key: string): Tally {
  const known = map.get(key) ?? { found: 0, all: 0 };
  map.set(key, known);
  return known;
}

/** What somebody found in a text; offsets count code points. */
type Found = Part & { readonly what: string };

function count(
  records: readonly Labelled[],
  findingsOf: (record: Labelled, index: number) => readonly Found[],
): Counted {
  const sum: Counted = {
    byLabel: new Map(),
    byAttack: new Map(),
    missed: [],
    spurious: [],
    findings: 0,
  };
  records.forEach((record, index) => {
    countOne(sum, record, findingsOf(record, index));
  });
  return sum;
}

const ours = ({ text }: Labelled): Found[] =>
  judge(text).findings.map(({ ruleId, start, end }) => ({ what: ruleId, start, end }));

function countOne(
  sum: Counted,
  { text, attack, spans }: Labelled,
  findings: readonly Found[],
): void {
  const chars = [...text];
  const around = ({ start, end }: Part) =>
    JSON.stringify(chars.slice(Math.max(0, start - 30), end + 12).join(""));
  sum.findings += findings.length;
  for (const finding of findings) {
    if (!spans.some((span) => touches(span, finding)))
      sum.spurious.push(`${finding.what} ${around(finding)}`);
  }
  for (const span of spans.filter(({ label }) => STRUCTURED.test(label))) {
    const isFound = findings.some((finding) => touches(span, finding));
    for (const tally of [tallyFor(sum.byLabel, span.label), tallyFor(sum.byAttack, attack)]) {
      tally.all += 1;
      if (isFound) tally.found += 1;
    }
    if (!isFound) sum.missed.push(`${span.label} ${around(span)}`);
  }
}

/** The text without what a peer may have removed before it looked. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{Cf}\s]/gu, "")
    .toLowerCase();

/** A value that a peer tells without its place is wherever it can be, in its favour. */
function placesOf(value: string, { text, spans }: Labelled): Found[] {
  const at = text.indexOf(value);
  if (at >= 0) {
    const start = [...text.slice(0, at)].length;
    return [{ what: value, start, end: start + [...value].length }];
  }
  const chars = [...text];
  const span = spans.find(({ start, end }) =>
    bare(chars.slice(start, end).join("")).includes(bare(value)),
  );
  return [{ what: value, start: span?.start ?? 0, end: span?.end ?? 0 }];
}

const theirs = (record: Labelled, { ranges, values }: PeerFound): Found[] => [
  ...ranges.map(([from, to]) => {
    const start = [...record.text.slice(0, from)].length;
    return { what: "", start, end: start + [...record.text.slice(from, to)].length };
  }),
  ...values.flatMap((value) => placesOf(value, record)),
];

const worst = (map: Map<string, Tally>): string => {
  const [low] = [...map].sort(([, a], [, b]) => share(a) - share(b));
  return low && map.size > 1 ? `, lowest ${low[0]} ${percent(low[1].found, low[1].all)}` : "";
};

const linesOfPeers = (peers: readonly Peer[], records: readonly Labelled[]): string[] =>
  peerLines(
    peers,
    records.map(({ text }) => text),
    (by) => {
      const sum = count(records, (record, i) =>
        theirs(record, by[i] ?? { ranges: [], values: [] }),
      );
      const { found, all } = total(sum.byLabel);
      return `recall ${percent(found, all)}${worst(sum.byAttack)}${worst(sum.byLabel)}, spurious ${percent(sum.spurious.length, sum.findings)}`;
    },
  );

const SHOWN = 12;
const table = (map: Map<string, Tally>): string =>
  [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { found, all }]) => `${key} ${percent(found, all)} of ${all}`)
    .join(", ");

function total(map: Map<string, Tally>): Tally {
  const sum = { found: 0, all: 0 };
  for (const { found, all } of map.values()) {
    sum.found += found;
    sum.all += all;
  }
  return sum;
}

const linesOf = (title: string, peers: readonly string[], sum: Counted): string[] => {
  const { found, all } = total(sum.byLabel);
  return [
    `${title}, ${all} structured entities: recall ${percent(found, all)}, spurious ${percent(sum.spurious.length, sum.findings)} of ${sum.findings} findings`,
    ...peers,
    `  by kind: ${table(sum.byLabel)}`,
    ...(sum.byAttack.size > 1 ? [`  by attack: ${table(sum.byAttack)}`] : []),
    ...sum.missed.slice(0, SHOWN).map((what) => `  missed: ${what}`),
    ...sum.spurious.slice(0, SHOWN).map((what) => `  spurious: ${what}`),
  ];
};

const share = ({ found, all }: Tally): number => found / Math.max(all, 1);
const isSpare = ({ spurious, findings }: Counted): boolean => spurious.length < 0.05 * findings;

export function measureAdversarial(folder: string, peers: Peers): Measured {
  const records = readPiiAnon(join(folder, "pii", "pii_anon_adversarial.jsonl.gz"));
  const sum = count(records, ours);
  return {
    aims: [
      { what: "adversarial: recall >= 97 %", isMet: share(total(sum.byLabel)) >= 0.97 },
      {
        what: "adversarial: no attack kind < 90 %",
        isMet: [...sum.byAttack.values()].every((tally) => share(tally) >= 0.9),
      },
      { what: "adversarial: spurious < 5 %", isMet: isSpare(sum) },
    ],
    lines: linesOf(
      "pii-anon adversarial",
      [
        ...linesOfPeers(peers.personal, records),
        "  best peer, as published for all 3,850 spans: 90.7 % (URL-encoded 50 %, homoglyph 80 %)",
      ],
      sum,
    ),
  };
}

/** No aim of the design page; beside it, because these texts are logs, code and settings. */
export function measureTechnology(folder: string): Measured {
  const sum = count(readPiiAnon(join(folder, "pii", "pii_anon_technology.jsonl.gz")), ours);
  return {
    aims: [],
    lines: linesOf("pii-anon technology", ["  no figure of a peer is published"], sum),
  };
}

export function measurePresidio(folder: string, peers: Peers): Measured {
  const records = readPresidio(join(folder, "pii", "presidio_generated_large.json.gz"));
  const sum = count(records, ours);
  const phones = sum.byLabel.get("PHONE_NUMBER") ?? { found: 0, all: 0 };
  return {
    aims: [
      { what: "Presidio: recall >= 95 %", isMet: share(total(sum.byLabel)) >= 0.95 },
      { what: "Presidio: phones >= 90 %", isMet: share(phones) >= 0.9 },
      { what: "Presidio: spurious < 5 %", isMet: isSpare(sum) },
    ],
    lines: linesOf(
      "Presidio generated_large",
      [
        ...linesOfPeers(peers.personal, records),
        "  best peer, as published for synth v2, 328 entities: 76.8 % (phones 30 %)",
      ],
      sum,
    ),
  };
}
