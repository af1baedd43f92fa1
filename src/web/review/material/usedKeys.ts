/**
 * Keys that this browser has sealed to before. The server gives out everybody's public keys, and could give out a wrong one: a key
 * that is new here is shown as new, so that its fingerprint is compared once.
 */
const PLACE = "assay-sealed-to";
const MOST = 2_000;

type Store = Pick<Storage, "getItem" | "setItem">;

function readUsed(store: Store): readonly string[] {
  try {
    const read: unknown = JSON.parse(store.getItem(PLACE) ?? "[]");
    return Array.isArray(read) ? read.filter((key) => typeof key === "string") : [];
  } catch {
    return [];
  }
}

export const isNewHere = (store: Store, key: string): boolean => !readUsed(store).includes(key);

/** A browser that keeps nothing shows every key as new: that is what it then is. */
export function rememberUsed(store: Store, keys: readonly string[]): void {
  const all = [...new Set([...readUsed(store), ...keys])].slice(-MOST);
  try {
    store.setItem(PLACE, JSON.stringify(all));
  } catch {
    return;
  }
}
