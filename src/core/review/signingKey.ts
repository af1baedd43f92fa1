import { ed25519 } from "@noble/curves/ed25519.js";

/**
 * An Ed25519 public key: 64 hexadecimal digits, in lower case as it is stored. `undefined` for what is no point of the curve,
 * and for the few points under which one signature would hold for every message.
 */
export function parseSigningKey(text: string): string | undefined {
  const key = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(key)) return undefined;
  try {
    const point = ed25519.Point.fromHex(key);
    return point.isSmallOrder() || !point.isTorsionFree() ? undefined : key;
  } catch {
    return undefined;
  }
}
