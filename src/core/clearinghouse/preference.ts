import type { Problem } from "../problem.ts";
import { addDays, type Day, dayOf, later, weekdayOf, weekOf } from "./day.ts";
import type { EvidenceLevel } from "./evidence.ts";

/** What an owner wants to receive, how much of it and when. */
export type Preference = {
  readonly mode: "verified-only" | "everything" | "public-tracker" | "none";
  readonly format: "text" | "markdown";
  /** Reports a week, Monday to Sunday UTC; `null` is no limit, 0 is none. */
  readonly weeklyBudget: number | null;
  readonly batchDay: "any" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday";
  readonly contact: string | null;
  readonly language: string;
  readonly threatModel: string;
};

/** Until the owner says otherwise: only what has been shown, three a week. */
export const DEFAULT_PREFERENCE: Preference = {
  mode: "verified-only",
  format: "text",
  weeklyBudget: 3,
  batchDay: "any",
  contact: null,
  language: "en",
  threatModel: "",
};

const CHOICES = {
  mode: ["verified-only", "everything", "public-tracker", "none"],
  format: ["text", "markdown"],
  batchDay: ["any", "monday", "tuesday", "wednesday", "thursday", "friday"],
} as const;

const CHECKS: Readonly<
  Record<keyof Preference, { fits: (value: unknown) => boolean; says: string }>
> = {
  mode: oneOf(CHOICES.mode),
  format: oneOf(CHOICES.format),
  batchDay: oneOf(CHOICES.batchDay),
  weeklyBudget: {
    fits: (value) =>
      value === null ||
      (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 1000),
    says: "is a whole number from 0 to 1000, or null for no limit",
  },
  contact: {
    fits: (value) =>
      value === null ||
      (typeof value === "string" && value.length <= 320 && /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(value)),
    says: "is one e-mail address, or null",
  },
  language: {
    fits: (value) => typeof value === "string" && /^[a-z]{2}(?:-[A-Z]{2})?$/.test(value),
    says: "is a language tag such as en or pt-BR",
  },
  threatModel: {
    fits: (value) => typeof value === "string" && value.length <= 5000,
    says: "is text of up to 5000 characters",
  },
};

function oneOf(choices: readonly string[]) {
  return {
    fits: (value: unknown) => typeof value === "string" && choices.includes(value),
    says: `is one of ${choices.join(", ")}`,
  };
}

export type PreferenceReading =
  | { readonly ok: true; readonly preference: Preference }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const fault = (rule: string, pointer: string, message: string): Problem => ({
  rule,
  pointer,
  message,
});

/** Reads the preference file of a project (already parsed JSON or YAML). What it leaves out stays as by default. */
export function parsePreference(document: unknown): PreferenceReading {
  if (typeof document !== "object" || document === null || Array.isArray(document))
    return {
      ok: false,
      problems: [fault("preference/shape", "", "A preference file is an object.")],
    };
  const problems = Object.entries(document).flatMap(([name, value]): Problem[] => {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof Preference] : undefined;
    const pointer = `/${name.replace(/~/g, "~0").replace(/\//g, "~1")}`;
    if (check === undefined)
      return [
        fault("preference/unknown", pointer, `There is no preference "${name.slice(0, 40)}".`),
      ];
    return check.fits(value) ? [] : [fault("preference/value", pointer, `${name} ${check.says}.`)];
  });
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, preference: { ...DEFAULT_PREFERENCE, ...(document as Partial<Preference>) } };
}

/** A case that is ready to go to the owner. `rank` 1 is the most urgent. */
export type Waiting = {
  readonly caseId: string;
  readonly evidence: EvidenceLevel;
  readonly rank: number;
  readonly dueAt: Day | null;
  readonly readySince: string;
};

export type Delivery =
  | { readonly caseId: string; readonly when: "now" }
  /** `position` counts from 1 among those that wait; `until` is the first day it can go. */
  | {
      readonly caseId: string;
      readonly when: "queued";
      readonly until: Day;
      readonly position: number;
    }
  | {
      readonly caseId: string;
      readonly when: "withheld";
      readonly why: "not-verified" | "owner-wants-none" | "owner-uses-public-tracker";
    };

const isVerified = (level: EvidenceLevel): boolean => level !== "asserted" && level !== "refuted";

function withheld(
  { mode }: Preference,
  one: Waiting,
): Extract<Delivery, { when: "withheld" }>["why"] | null {
  if (mode === "none") return "owner-wants-none";
  if (mode === "public-tracker") return "owner-uses-public-tracker";
  return mode === "verified-only" && !isVerified(one.evidence) ? "not-verified" : null;
}

const LAST = "9999-12-31";
const byUrgency = (a: Waiting, b: Waiting): number =>
  a.rank - b.rank ||
  compare(a.dueAt ?? LAST, b.dueAt ?? LAST) ||
  compare(a.readySince, b.readySince) ||
  compare(a.caseId, b.caseId);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first day at or after `from` on which this owner takes reports. */
function nextBatchDay({ batchDay }: Preference, from: Day): Day {
  if (batchDay === "any") return from;
  const wanted = CHOICES.batchDay.indexOf(batchDay);
  return addDays(from, (wanted - weekdayOf(from) + 7) % 7);
}

/**
 * What goes to an owner now and what waits, most urgent first. The budget counts by week; what does not fit is queued with
 * the day it can go, so the overflow is visible. With a budget of 0 everything waits for the owner to change it.
 */
export function decideDelivery(
  preference: Preference,
  sentThisWeek: number,
  queue: readonly Waiting[],
  now: string,
): readonly Delivery[] {
  const today = dayOf(now);
  const firstDay = nextBatchDay(preference, today);
  const budget = preference.weeklyBudget ?? Number.POSITIVE_INFINITY;
  const sameWeek = weekOf(firstDay) === weekOf(today);
  const left = Math.max(0, budget - (sameWeek ? sentThisWeek : 0));
  let going = 0;
  let position = 0;
  return [...queue].sort(byUrgency).map(({ caseId, ...one }): Delivery => {
    const why = withheld(preference, { caseId, ...one });
    if (why !== null) return { caseId, when: "withheld", why };
    const place = going++;
    if (place < left && firstDay === today) return { caseId, when: "now" };
    position++;
    const weeks = place < left ? 0 : 1 + Math.floor((place - left) / Math.max(1, budget));
    const monday = addDays(weekOf(firstDay), 7 * weeks);
    const until = nextBatchDay(preference, weeks === 0 ? firstDay : later(monday, today));
    return { caseId, when: "queued", until: budget === 0 ? LAST : until, position };
  });
}
