import type { PackLine } from "#contract/guard/pack.ts";
import { AUDIENCES, type AudienceKind } from "#core/guard/audience.ts";

/** How a text is read; the text itself stands in no address. */
export type TryView = {
  readonly audience: AudienceKind;
  /** Ids; undefined: what reads mail. */
  readonly packs: readonly string[] | undefined;
  readonly isJson: boolean;
};

/** What cannot be read falls back to the common case. */
export const parseView = (search: Record<string, unknown>): TryView => ({
  audience: AUDIENCES.find((kind) => kind === search.audience) ?? "public",
  packs:
    typeof search.packs === "string"
      ? search.packs.split(",").filter((id) => id !== "")
      : undefined,
  isJson: search.json === "yes",
});

/** Only what differs from the common case. */
export const toSearch = ({ audience, packs, isJson }: TryView): Record<string, string> => ({
  ...(audience === "public" ? {} : { audience }),
  ...(packs === undefined ? {} : { packs: packs.join(",") }),
  ...(isJson ? { json: "yes" } : {}),
});

/** The chosen packs, in the order of the list. */
export const chosenOf = ({ packs }: TryView, lines: readonly PackLine[]): readonly PackLine[] =>
  lines.filter(({ id, channels }) => packs?.includes(id) ?? channels.includes("mail"));

/** The choice after one pack was pressed. */
export function withPack(view: TryView, lines: readonly PackLine[], id: string): TryView {
  const ids = chosenOf(view, lines).map((line) => line.id);
  const packs = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
  return { ...view, packs };
}
