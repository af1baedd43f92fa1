import { canonicalJson, type Json } from "../../canonicalJson.ts";
import { toPointer } from "../../jsonPointer.ts";

/** Where two documents differ: a JSON pointer (RFC 6901) with both values. */
export type Difference = { readonly pointer: string; readonly a: Json; readonly b: Json };

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The deepest places that differ; lists are compared whole. A member that is missing counts as null. */
export function findDifferences(
  a: Json,
  b: Json,
  path: readonly (string | number)[] = [],
): Difference[] {
  if (isRecord(a) && isRecord(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    return names.flatMap((name) =>
      findDifferences(a[name] ?? null, b[name] ?? null, [...path, name]),
    );
  }
  return canonicalJson(a) === canonicalJson(b) ? [] : [{ pointer: toPointer(path), a, b }];
}
