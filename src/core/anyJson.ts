import { z } from "zod";
import type { Json } from "./canonicalJson.ts";

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

/** The values directly inside of one; undefined where it is nothing that JSON can say. */
function readInside(value: unknown): readonly unknown[] | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return [];
  if (typeof value === "number") return Number.isFinite(value) ? [] : undefined;
  if (Array.isArray(value)) return value;
  return typeof value === "object" && isPlain(value) ? Object.values(value) : undefined;
}

function isJson(given: unknown): boolean {
  const left = [given];
  while (left.length > 0) {
    const inside = readInside(left.pop());
    if (inside === undefined) return false;
    for (const value of inside) left.push(value);
  }
  return true;
}

/** Any JSON value, taken as it is. `AnyJson` makes a copy, and leaves out of it what stands under `__proto__`. */
export const AnyJson = z.custom<Json>(isJson, "Is missing or no JSON value. Write null for none.");
