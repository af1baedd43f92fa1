import type { Json } from "../../../canonicalJson.ts";
import { isObject } from "../shape.ts";

/** The texts of a member that is a text or a list of parts; parts of other kinds (sound, pictures) nobody here can read. */
export function textsOf(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return [];
  return value
    .filter(isObject)
    .flatMap((part) => (typeof part.text === "string" && part.type === "text" ? [part.text] : []));
}
