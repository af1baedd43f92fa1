/** What cases are varied by. Names of levels are unique within a factor. */
export type Factor = {
  readonly name: string;
  readonly levels: readonly { readonly name: string; readonly definition: string }[];
};

/** The factor that every test set has: which category of the taxonomy a case probes. */
export const CATEGORY = "category";

/** A level for each factor, by name: the stratum of a case. */
export type Stratum = Readonly<Record<string, string>>;

/** A level for each factor, by place. */
export type Row = readonly number[];

export const toStratum = (factors: readonly Factor[], row: Row): Stratum =>
  Object.fromEntries(
    factors.map(({ name, levels }, i) => [name, levels[row[i] ?? -1]?.name ?? ""] as const),
  );
