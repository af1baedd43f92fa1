import { join } from "node:path";
import { judge, type Measured, percent, recordsIn, unzipped } from "./judge.ts";

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

function count(records: readonly Labelled[]): Counted {
  const sum: Counted = {
    byLabel: new Map(),
    byAttack: new Map(),
    missed: [],
    spurious: [],
    findings: 0,
  };
  for (const record of records) countOne(sum, record);
  return sum;
}

function countOne(sum: Counted, { text, attack, spans }: Labelled): void {
  const { findings } = judge(text);
  const chars = [...text];
  const around = ({ start, end }: Part) =>
    JSON.stringify(chars.slice(Math.max(0, start - 30), end + 12).join(""));
  sum.findings += findings.length;
  for (const finding of findings) {
    if (!spans.some((span) => touches(span, finding)))
      sum.spurious.push(`${finding.ruleId} ${around(finding)}`);
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

const linesOf = (title: string, peers: string, sum: Counted): string[] => {
  const { found, all } = total(sum.byLabel);
  return [
    `${title}, ${all} structured entities: recall ${percent(found, all)}, spurious ${percent(sum.spurious.length, sum.findings)} of ${sum.findings} findings`,
    `  ${peers}`,
    `  by kind: ${table(sum.byLabel)}`,
    ...(sum.byAttack.size > 1 ? [`  by attack: ${table(sum.byAttack)}`] : []),
    ...sum.missed.slice(0, SHOWN).map((what) => `  missed: ${what}`),
    ...sum.spurious.slice(0, SHOWN).map((what) => `  spurious: ${what}`),
  ];
};

const share = ({ found, all }: Tally): number => found / Math.max(all, 1);
const isSpare = ({ spurious, findings }: Counted): boolean => spurious.length < 0.05 * findings;

export function measureAdversarial(folder: string): Measured {
  const sum = count(readPiiAnon(join(folder, "pii", "pii_anon_adversarial.jsonl.gz")));
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
      "best peer, as published for 3,850 spans: 90.7 % (URL-encoded 50 %, homoglyph 80 %)",
      sum,
    ),
  };
}

/** No aim of the design page; beside it, because these texts are logs, code and settings. */
export function measureTechnology(folder: string): Measured {
  const sum = count(readPiiAnon(join(folder, "pii", "pii_anon_technology.jsonl.gz")));
  return { aims: [], lines: linesOf("pii-anon technology", "no peer published", sum) };
}

export function measurePresidio(folder: string): Measured {
  const sum = count(readPresidio(join(folder, "pii", "presidio_generated_large.json.gz")));
  const phones = sum.byLabel.get("PHONE_NUMBER") ?? { found: 0, all: 0 };
  return {
    aims: [
      { what: "Presidio: recall >= 95 %", isMet: share(total(sum.byLabel)) >= 0.95 },
      { what: "Presidio: phones >= 90 %", isMet: share(phones) >= 0.9 },
      { what: "Presidio: spurious < 5 %", isMet: isSpare(sum) },
    ],
    lines: linesOf(
      "Presidio generated_large",
      "best peer, as published for synth v2, 328 entities: 76.8 % (phones 30 %)",
      sum,
    ),
  };
}
