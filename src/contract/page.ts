import { z } from "zod";

/** Keyset paging: hand `next` back as `after`. `next` is null on the last page; the answer carries `Link`, too. */
export const PageQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const Instant = z.iso.datetime({ offset: true });
export const Day = z.iso.date();
export const Id = z.uuid();
/** Names, titles and subjects: a line break in one would make it two, in a mail's head as in a list. */
export const Line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, "Write one line, without control characters.");
export const CaseRef = z
  .string()
  .regex(/^VC-\d{4}-\d{4,}$/, "A case reference looks like VC-2026-0412.");
export const CaseParams = z.object({ ref: CaseRef });

/** RFC 9457 problem details; `problems` lists every fault of a document with its place. */
export const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string().optional(),
  problems: z
    .array(z.object({ rule: z.string(), pointer: z.string(), message: z.string() }))
    .optional(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;
