import { toShortIdentity } from "../identity.ts";
import type { Rate } from "../rate.ts";
import { headline, type Report } from "./report.ts";
import type { Figure } from "./tallying.ts";

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A rate as it may be shown: with n, its interval and the level, and what was left out and why. */
export function sayRate({ rate, n, yes, interval, excluded }: Rate): string {
  const level = `${Math.round(interval.confidence * 1000) / 10} %`;
  const without = excluded.map((one) => `${one.n} ${one.reason.replaceAll("_", " ")}`).join(", ");
  const left = without === "" ? "" : `; left out: ${without}`;
  if (rate === null) return `nothing counted${left}`;
  return `${percent(rate)} (${yes} of ${n}; ${level} interval ${percent(interval.lower)} to ${percent(interval.upper)}${left})`;
}

/** On one line, in a cell of a table, and no markup of HTML's. */
const plain = (text: string): string =>
  text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll(/\s+/g, " ");

/** A report for people, in Markdown. */
export function toMarkdown(report: Report): string {
  const { name, behaviour, figures } = report;
  const first = headline(report);
  const whole = figures.filter(({ stance, category }) => stance === null && category === null);
  const stances = figures.filter(({ stance, category }) => stance !== null && category === null);
  const categories = figures.filter(({ category }) => category !== null);
  return [
    `# ${plain(name)}`,
    "",
    `**${plain(behaviour.name)}**${behaviour.context === null ? "" : `, in ${plain(behaviour.context)}`}`,
    "",
    first === null
      ? "No judge looked at it."
      : `${plain(first.dimension)}: **${sayRate(first.rate)}**, by judge \`${toShortIdentity(report.judge)}\`.`,
    "",
    ...table("Metric", whole, ({ dimension }) => dimension),
    ...table("By stance", stances, ({ dimension, stance }) => `${dimension}, ${stance}`),
    ...table("By category", categories, ({ dimension, category }) => `${dimension}: ${category}`),
    "## What is known of the run",
    "",
    ...sayKnown(report).map((line) => `* ${plain(line)}`),
    "",
  ].join("\n");
}

/** What a reader of the rates should know, a sentence each. */
export function sayKnown(report: Report): string[] {
  const { trials, integrity } = report;
  const open = report.exclusions.map(({ reason, n }) => `${n} ${reason.replaceAll("_", " ")}`);
  return [
    `${trials.run} of ${trials.total} trials run, ${trials.judged} judged; ${report.cases} cases, ${report.repetitions === 1 ? "once" : `${report.repetitions} times`} each.`,
    `Left out: ${open.join(", ") || "nothing"}.`,
    `${integrity.brokenOff} broke off${integrity.testerFaults > 0 ? ` (${integrity.testerFaults} because whoever plays the user broke down)` : ""}, ${integrity.evidenceMissing} came without a span, of ${integrity.evidenceTruncated} not everything was seen${integrity.harnessFaults > 0 ? ` (${integrity.harnessFaults} because a tool of the harness gave no sound result)` : ""}.`,
    `Judges differ ${integrity.conflicts} times; ${integrity.unresolvedCitations} of ${integrity.citations} quotations do not stand where they were said to.`,
    ...(report.unscored.length === 0 ? [] : [`No judge looks at: ${report.unscored.join("; ")}.`]),
    ...(report.calibrated
      ? []
      : ["A model that nobody checked against labels is the only judge of some of it."]),
    `Run \`${report.run}\``,
    `Judge \`${report.judge}\``,
    `Test set \`${report.testSet}\``,
  ];
}

function table(title: string, figures: readonly Figure[], name: (figure: Figure) => string) {
  if (figures.length === 0) return [];
  const rows = figures.map((figure) => {
    const { rate, n, interval, excluded } = figure.rate;
    const shown = rate === null ? "" : percent(rate);
    const bounds = rate === null ? "" : `${percent(interval.lower)} to ${percent(interval.upper)}`;
    const without = excluded.map((one) => `${one.n} ${one.reason.replaceAll("_", " ")}`).join(", ");
    return `| ${plain(name(figure))} | ${shown} | ${n} | ${bounds} | ${without} |`;
  });
  const level = Math.round((figures[0]?.rate.interval.confidence ?? 0) * 1000) / 10;
  return [
    `| ${title} | Rate | n | Interval (${level} %) | Left out |`,
    "|---|---|---|---|---|",
    ...rows,
    "",
  ];
}
