/** A TOML table, read without trust in its shape: what is not of the asked type is not there. */
export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function textIn(table: Table, key: string): string | undefined {
  const value = table[key];
  return typeof value === "string" ? value : undefined;
}

export function numberIn(table: Table, key: string): number | undefined {
  const value = table[key];
  return typeof value === "number" ? value : undefined;
}

export function textsIn(table: Table, key: string): string[] {
  const value = table[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** An array of tables, or the one table standing for it. */
export function tablesIn(table: Table, key: string): Table[] {
  const value = table[key];
  return Array.isArray(value) ? value.filter(isTable) : isTable(value) ? [value] : [];
}
