import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { Axis, Variant } from "#core/review/reviewWords.ts";
import { VARIANTS } from "#core/review/reviewWords.ts";
import { VARIANT_WORDS } from "#core/review/termsWords.ts";

type Grant = ReviewPage["grants"][number];

/** One line of the table: what access is about. `variant` is `null` for the axis as a whole. */
export type GrantRow = {
  readonly key: string;
  readonly axis: Axis;
  readonly variant: Variant | null;
  readonly name: string;
  /** Said below the name; empty where the terms leave nothing to say. */
  readonly note: string;
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** All variants, asked for or not: what nobody asked for is information, too. */
export function grantRows(page: Pick<ReviewPage, "grants" | "terms">): GrantRow[] {
  const hasWhole = page.grants.some(({ axis, variant }) => axis === "model" && variant === null);
  const named = inForce(page)?.terms.variants;
  const whole: GrantRow = row("model", null, "Model, whatever the variant");
  return [
    ...(hasWhole ? [whole] : []),
    ...VARIANTS.map((variant) =>
      row(
        "model",
        variant,
        capital(VARIANT_WORDS[variant]),
        named === undefined || named.includes(variant) ? "" : "not in the signed terms",
      ),
    ),
    row("information", null, "Information"),
    row("time", null, "Time"),
  ];
}

const row = (axis: Axis, variant: Variant | null, name: string, note = ""): GrantRow => ({
  key: `${axis} ${variant ?? ""}`,
  axis,
  variant,
  name,
  note,
});

/** The newest version of the terms that both sides have signed. */
export const inForce = ({ terms }: Pick<ReviewPage, "terms">) =>
  terms.findLast(
    ({ signatures }) =>
      signatures.some(({ side }) => side === "lab") &&
      signatures.some(({ side }) => side === "agency"),
  );

/** What stands in one cell: what is asked or given; without that, the last answer. Empty: never asked. */
export function grantsIn(
  grants: readonly Grant[],
  { axis, variant }: Pick<GrantRow, "axis" | "variant">,
  partyId: string,
): Grant[] {
  const here = grants.filter(
    (one) => one.axis === axis && one.variant === variant && one.partyId === partyId,
  );
  const standing = here.filter(({ state }) => state === "asked" || state === "given");
  if (standing.length > 0) return standing;
  return here.slice(-1);
}

/** "AL2, P. Sand and J. Reed" for tooltips and dialogs. */
export const grantSays = ({ axis, level, variant }: Pick<Grant, "axis" | "level" | "variant">) =>
  [axis === "model" ? "model access" : axis, level, variant && VARIANT_WORDS[variant]]
    .filter((part) => part !== null && part !== "")
    .join(", ");
