/** The fields that were filled in, trimmed; empty ones are left out, as the contract's optional fields want it. */
export function given<T extends Record<string, string>>(fields: T): Partial<T> {
  const filled = Object.entries(fields).flatMap(([key, value]) => {
    const text = value.trim();
    return text === "" ? [] : [[key, text]];
  });
  return Object.fromEntries(filled) as Partial<T>;
}
