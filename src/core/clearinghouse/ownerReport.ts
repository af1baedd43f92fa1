import type { Day } from "./day.ts";
import type { Count } from "./evidence.ts";
import type { CodeLocation, Reproducer } from "./finding.ts";
import { wordsIn } from "./message.ts";

/** What an owner is told: facts of the record, no guess and no score of ours in the text. */
export type OwnerReport = {
  readonly ref: string;
  readonly title: string;
  readonly component: string | null;
  readonly version: string | null;
  readonly weakness: string | null;
  readonly place: CodeLocation | null;
  readonly reproducer: Reproducer;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly shown: { readonly nOfM: Count; readonly on: string } | null;
  readonly publicOn: { readonly day: Day; readonly reason: string } | null;
  readonly contact: string;
  readonly link: string | null;
};

/** O4: short enough to read on a telephone. The link and the signature always fit. */
export const REPORT_WORDS = 200;
const REPRODUCER_WORDS = 80;

export type RenderedReport = {
  readonly subject: string;
  readonly body: string;
  readonly words: number;
  /** True where something had to be left for the page behind the link. */
  readonly cut: boolean;
};

/** The first words of a text, its line breaks kept. */
function firstWords(text: string, most: number): { text: string; cut: boolean } {
  const words = [...text.trim().matchAll(/\S+/g)];
  const next = words[Math.max(0, most)];
  if (next === undefined) return { text: text.trim(), cut: false };
  return { text: `${text.trim().slice(0, next.index).trimEnd()} […]`, cut: true };
}

function reproducerText(reproducer: Reproducer): string {
  switch (reproducer.kind) {
    case "text":
      return reproducer.text;
    case "file":
      return `The file ${reproducer.name} (${reproducer.size} bytes), behind the link below.`;
    case "none":
      return "The finder states that there is none.";
    case "unknown":
      return "Unknown: the report came without one.";
  }
}

const placeText = ({ file, line, function: name }: CodeLocation): string =>
  [file === null ? "" : line === null ? file : `${file}:${line}`, name === null ? "" : `in ${name}`]
    .filter((part) => part !== "")
    .join(" ");

const isKnown = (row: readonly [string, string | null]): row is readonly [string, string] =>
  row[1] !== null && row[1] !== "";

/** Unindented lines of "label: value"; what is unknown is left out of a report that must be short. */
function factsOf(report: OwnerReport): string {
  const { component, version, weakness, place, shown } = report;
  const rows: readonly (readonly [string, string | null])[] = [
    [
      "Component",
      component === null ? null : version === null ? component : `${component} ${version}`,
    ],
    ["Where", place === null ? null : placeText(place)],
    ["Weakness", weakness],
    ["Seen", shown === null ? null : `${shown.nOfM.n} of ${shown.nOfM.of} runs on ${shown.on}`],
  ];
  return rows
    .filter(isKnown)
    .map(([label, value]) => `${label}: ${value}`)
    .join("\n");
}

function closing(report: OwnerReport): string {
  const { publicOn, link, contact, ref } = report;
  return [
    publicOn === null
      ? "No date for publication has been agreed."
      : `Public on ${publicOn.day} (${publicOn.reason}).`,
    link === null ? "Answer this mail." : `Answer this mail, or here, without an account: ${link}`,
    `${contact}, ${ref}`,
  ].join("\n");
}

const fenced = (text: string, format: "text" | "markdown"): string =>
  format === "markdown" ? `\`\`\`\n${text.replaceAll("```", "` ` `")}\n\`\`\`` : text;

/** The report in plain words: reproducer first, then what happens, then where, then the date and one way to answer. */
export function renderOwnerReport(
  report: OwnerReport,
  format: "text" | "markdown" = "text",
  most: number = REPORT_WORDS,
): RenderedReport {
  const end = closing(report);
  const facts = firstWords(factsOf(report), 40);
  const head = firstWords(report.title.replace(/\s+/g, " "), 30);
  const fixed = wordsIn(end) + wordsIn(facts.text) + wordsIn(head.text) + 10;
  const steps = firstWords(
    reproducerText(report.reproducer),
    Math.min(REPRODUCER_WORDS, Math.max(0, most - fixed)),
  );
  const each = Math.max(0, Math.floor((most - fixed - wordsIn(steps.text)) / 2) - 2);
  const expected = firstWords(report.expected ?? "", each);
  const actual = firstWords(report.actual ?? "", each);
  const parts = [
    head.text,
    `Reproduce it:\n${fenced(steps.text, format)}`,
    expected.text === "" ? "" : `Expected: ${expected.text}`,
    actual.text === "" ? "" : `Instead: ${actual.text}`,
    facts.text,
    end,
  ];
  const body = parts.filter((part) => part !== "").join("\n\n");
  const cut = [head, facts, steps, expected, actual].some((part) => part.cut);
  return { subject: `${report.ref}: ${head.text}`, body, words: wordsIn(body), cut };
}
