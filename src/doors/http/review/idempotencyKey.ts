/** The key under which the same request may come twice; `null` where none is given. */
export const idempotencyKey = (headers: Readonly<Record<string, unknown>>): string | null => {
  const key = headers["idempotency-key"];
  return typeof key === "string" && key.length > 0 ? key.slice(0, 200) : null;
};
