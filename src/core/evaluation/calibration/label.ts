import { z } from "zod";
import type { Identity } from "../identity.ts";
import { type ReadLines, readJsonLines } from "../jsonLines.ts";

export const IdentityText = z.custom<Identity>(
  (value) => typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value),
  "must be an identity: sha256: and 64 hexadecimal digits.",
);

/** What people can say of a trial in one respect. */
const SAYABLE = ["yes", "no", "not_applicable", "inconclusive"] as const;

/** A line of a labels file: what a person says of a trial, in one respect. */
export const Label = z.strictObject({
  trial: IdentityText,
  dimension: z.string().min(1),
  /** Null for the trial as a whole. */
  category: z.string().nullable().default(null),
  /** Whoever says it; the same name is the same person. */
  person: z.string().min(1),
  outcome: z.enum(SAYABLE),
  /** Whether what judges and others said was kept from the person until this was said. */
  blinded: z.boolean(),
  reason: z.string().default(""),
  /** How many trials of its kind this one was drawn for: 1 where every trial was as likely to be drawn. */
  weight: z.number().positive().default(1),
});
export type Label = z.infer<typeof Label>;

/** Labels of a JSONL file; a line that is none is a problem with its place. */
export const readLabels = (text: string): ReadLines<Label> => readJsonLines(text, Label);

type Respected = Pick<Label, "trial" | "dimension" | "category">;

/** Equal for what is said of the same trial in the same respect. */
export const keyOfUnit = ({ trial, dimension, category }: Respected): string =>
  JSON.stringify([trial, dimension, category]);
export const keyOfRespect = ({ dimension, category }: Omit<Respected, "trial">): string =>
  JSON.stringify([dimension, category]);

/** By what they are of, in their order. A person who says something again means the last. */
export function toUnits(labels: readonly Label[]): Label[][] {
  const units = new Map<string, Map<string, Label>>();
  for (const label of labels) {
    const key = keyOfUnit(label);
    const unit = units.get(key) ?? new Map<string, Label>();
    unit.set(label.person, label);
    units.set(key, unit);
  }
  return [...units.values()].map((unit) => [...unit.values()]);
}
