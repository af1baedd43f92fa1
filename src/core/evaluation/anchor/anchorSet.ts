import { z } from "zod";
import { IdentityText, keyOfRespect, type Label } from "../calibration/label.ts";
import { toTruths } from "../calibration/truth.ts";
import { type Identity, toIdentity, toJson } from "../identity.ts";

const AnchorItem = z.strictObject({
  trial: IdentityText,
  dimension: z.string().min(1),
  category: z.string().nullable(),
  /** What people say of it. */
  expected: z.enum(["yes", "no"]),
});
export type AnchorItem = z.infer<typeof AnchorItem>;

/** Trials that people agree on, frozen: judges are asked about them again, now and then. The id is that of the items. */
export const AnchorSet = z
  .strictObject({
    format: z.literal("assay-anchor/1"),
    id: IdentityText,
    items: z.array(AnchorItem).min(1),
  })
  .refine(({ id, items }) => id === toAnchorId(items), {
    path: ["id"],
    message: "is not that of the items: the set was changed after it was frozen.",
  });
export type AnchorSet = z.infer<typeof AnchorSet>;

const keyOf = (item: AnchorItem): string => `${item.trial} ${keyOfRespect(item)}`;
const inOrder = (items: readonly AnchorItem[]): AnchorItem[] =>
  items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

const toAnchorId = (items: readonly AnchorItem[]): Identity =>
  toIdentity("anchor", toJson(inOrder(items)));

/** Of what people agree on; null where they agree on nothing. */
export function freezeAnchor(labels: readonly Label[]): AnchorSet | null {
  const items = inOrder(
    [...toTruths(labels).known.values()].map(({ trial, dimension, category, isYes }) => ({
      trial,
      dimension,
      category,
      expected: isYes ? ("yes" as const) : ("no" as const),
    })),
  );
  return items.length === 0 ? null : { format: "assay-anchor/1", id: toAnchorId(items), items };
}
