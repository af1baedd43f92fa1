import type { z } from "zod";
import { toPointer } from "../../jsonPointer.ts";
import type { Problem } from "../../problem.ts";

/** A document of a standard as read, or all that is wrong with it. Pointers lead into the document. */
export type Read<T> =
  | { readonly ok: true; readonly document: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function readAs<T>(standard: string, schema: z.ZodType<T>, document: unknown): Read<T> {
  const read = schema.safeParse(document);
  if (read.success) return { ok: true, document: read.data };
  const problems = read.error.issues.map(({ path, message, code }) => ({
    rule: `${standard}/${code.replaceAll("_", "-")}`,
    pointer: toPointer(path.map((step) => (typeof step === "symbol" ? String(step) : step))),
    message,
  }));
  return { ok: false, problems };
}
