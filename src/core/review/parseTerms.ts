import { z } from "zod";
import { line, prose } from "../advisory/wording.ts";
import { isDay } from "../clearinghouse/day.ts";
import { toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { ACCESS_MODES, VARIANTS } from "./reviewWords.ts";
import type { Terms } from "./terms.ts";

/** Lengths in UTF-16 units, numbers of entries, days. */
export const TERMS_LIMITS = {
  line: 300,
  notes: 2000,
  people: 500,
  agreedUses: 50,
  onwardSharing: 50,
  retentionDays: 3650,
} as const;

const short = line(TERMS_LIMITS.line);

const termsSchema = z.strictObject({
  accessMode: z.enum(ACCESS_MODES),
  variants: z.array(z.enum(VARIANTS)).max(VARIANTS.length),
  people: z.array(z.strictObject({ name: short, party: short })).max(TERMS_LIMITS.people),
  agreedUses: z.array(short).min(1, "Name at least one use.").max(TERMS_LIMITS.agreedUses),
  retentionDays: z.int().min(0).max(TERMS_LIMITS.retentionDays),
  onwardSharing: z
    .array(z.strictObject({ with: short, condition: short }))
    .max(TERMS_LIMITS.onwardSharing),
  labLogs: z.boolean(),
  destructionDate: z.string().refine(isDay, "Write a day that exists, such as 2026-10-11."),
  promptsShownToLab: z.boolean(),
  notes: prose(TERMS_LIMITS.notes),
});

export type ParsedTerms =
  | { readonly ok: true; readonly terms: Terms }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** More faults than this help nobody. */
const MOST_PROBLEMS = 100;

const stepOf = (step: PropertyKey): string | number =>
  typeof step === "symbol" ? String(step) : step;

/** Names that look alike are one name: two spellings of it would be two people on paper and one in the room. */
const sameness = (...parts: readonly string[]): string =>
  parts.map((part) => part.normalize("NFKC").toLowerCase()).join("\n");

function repeats(pointer: string, keys: readonly string[], what: string): Problem[] {
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at
      ? []
      : [
          {
            rule: "terms/repeated",
            pointer: `${pointer}/${at}`,
            message: `${what} stands here twice. Remove one.`,
          },
        ],
  );
}

const findRepeats = ({ variants, people, agreedUses, onwardSharing }: Terms): Problem[] => [
  ...repeats("/variants", variants, "This variant"),
  ...repeats(
    "/people",
    people.map(({ name, party }) => sameness(name, party)),
    "This person",
  ),
  ...repeats(
    "/agreedUses",
    agreedUses.map((use) => sameness(use)),
    "This use",
  ),
  ...repeats(
    "/onwardSharing",
    onwardSharing.map((one) => sameness(one.with)),
    "This receiver",
  ),
];

/** Reads terms; all that is wrong with them, each with its pointer. What is taken is taken as it stands, to the letter. */
export function parseTerms(input: unknown): ParsedTerms {
  const shaped = termsSchema.safeParse(input);
  const problems = shaped.success
    ? findRepeats(shaped.data)
    : shaped.error.issues.map(({ path, message }) => ({
        rule: "terms/shape",
        pointer: toPointer(path.map(stepOf)),
        message,
      }));
  if (shaped.success && problems.length === 0) return { ok: true, terms: shaped.data };
  return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
}
