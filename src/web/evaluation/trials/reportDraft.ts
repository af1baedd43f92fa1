import type { z } from "zod";
import type { reportFromTrial } from "#contract/evaluation/trial.ts";

export const REPORT_FIELDS = [
  "title",
  "description",
  "component",
  "version",
  "weakness",
  "reproducer",
  "expected",
  "actual",
  "humanCheck",
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/** A flaw in real software while it is described. */
export type ReportDraft = Readonly<Record<ReportField, string>>;

export const BLANK_REPORT = Object.fromEntries(
  REPORT_FIELDS.map((field) => [field, ""]),
) as ReportDraft;

/** What was not told is told as such, and never as an empty text. */
export function toReport(draft: ReportDraft): z.input<typeof reportFromTrial.body> {
  const told = (field: ReportField): string | null => draft[field].trim() || null;
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    component: told("component"),
    version: told("version"),
    weakness: told("weakness"),
    reproducer: told("reproducer"),
    expected: told("expected"),
    actual: told("actual"),
    trace: null,
    humanCheck: told("humanCheck"),
  };
}
