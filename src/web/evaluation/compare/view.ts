const CHANGES = ["worse", "better"] as const;

/** Two runs side by side, and which of the trials that changed is read. */
export type CompareView = {
  readonly a: string | undefined;
  readonly b: string | undefined;
  /** The first that both have where it is empty. */
  readonly dimension: string | undefined;
  readonly change: (typeof CHANGES)[number];
  /** Only changes of this category. */
  readonly category: string | undefined;
  /** Number of the trial, in B. */
  readonly at: number | undefined;
};

export type CompareSearch = Partial<Record<keyof CompareView, string>>;

const REF = /^EV-\d{4}-\d{4,}$/;

/** What cannot be read is left out; it never fails. */
export function parseView(raw: Readonly<Record<string, unknown>>): CompareView {
  const at = Number(raw.at);
  return {
    a: refOf(raw.a),
    b: refOf(raw.b),
    dimension: textOf(raw.dimension),
    change: CHANGES.find((one) => one === raw.change) ?? "worse",
    category: textOf(raw.category),
    at: Number.isSafeInteger(at) && at > 0 ? at : undefined,
  };
}

export const toSearch = (view: CompareView): CompareSearch =>
  Object.fromEntries(
    Object.entries(view)
      .filter(([key, value]) => value !== undefined && !(key === "change" && value === "worse"))
      .map(([key, value]) => [key, String(value)]),
  );

const refOf = (value: unknown) =>
  typeof value === "string" && REF.test(value) ? value : undefined;
const textOf = (value: unknown) =>
  typeof value === "string" && value !== "" ? value.slice(0, 300) : undefined;
