import type { z } from "zod";
import type { orderEvaluation } from "#contract/evaluation/order.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";

/** An order while it is written; numbers as they are typed. What has to be chosen is not chosen for anybody. */
export type OrderDraft = {
  readonly title: string;
  readonly grantId: string;
  readonly materialId: string;
  readonly configuration: string;
  readonly calls: string;
  readonly tokens: string;
  readonly minutes: string;
  readonly seed: string;
};

export const BLANK_ORDER: OrderDraft = {
  title: "",
  grantId: "",
  materialId: "",
  configuration: "",
  calls: "",
  tokens: "",
  minutes: "",
  seed: "1",
};

type Body = z.input<typeof orderEvaluation.body>;

/** Grants of one's own party under which a model can be asked now. */
export const grantsToAsk = (
  { grants }: Pick<ReviewPage, "grants">,
  partyId: string | null,
): ReviewPage["grants"] =>
  grants.filter(
    (grant) => grant.partyId === partyId && grant.axis === "model" && grant.state === "given",
  );

/** Credentials that the lab sealed to a key of who orders, newest first: for them the runner acts. */
export const credentialsFor = (
  { materials, lab }: Pick<ReviewPage, "materials" | "lab">,
  personId: string | null,
): ReviewPage["materials"] =>
  materials
    .filter(
      (one) =>
        one.kind === "credentials" &&
        one.byPartyId === lab.partyId &&
        one.recipients.some((recipient) => recipient.personId === personId),
    )
    .toReversed();

/** A whole number above 0; null where nothing was typed, undefined where it is none. */
function toCount(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** What is still to be said, in words; nothing where it can be ordered. */
export function missingIn(draft: OrderDraft): readonly string[] {
  const budget = [draft.calls, draft.tokens, draft.minutes].map(toCount);
  const isMissing: readonly (readonly [string, boolean])[] = [
    ["title", draft.title.trim() === ""],
    ["grant", draft.grantId === ""],
    ["credentials", draft.materialId === ""],
    ["configuration", draft.configuration.trim() === ""],
    ["a budget in whole numbers", budget.includes(undefined)],
    ["a ceiling of one kind at least", budget.every((count) => count === null)],
    ["seed", draft.seed.trim() === ""],
  ];
  return isMissing.filter(([, missing]) => missing).map(([name]) => name);
}

/** Throws nothing: it is asked for only where nothing is missing. */
export function toOrder(draft: OrderDraft): Body {
  const minutes = toCount(draft.minutes) ?? null;
  return {
    title: draft.title.trim(),
    grantId: draft.grantId,
    materialId: draft.materialId,
    configuration: draft.configuration,
    testSet: null,
    budget: {
      calls: toCount(draft.calls) ?? null,
      tokens: toCount(draft.tokens) ?? null,
      seconds: minutes === null ? null : minutes * 60,
    },
    seed: draft.seed.trim(),
  };
}
