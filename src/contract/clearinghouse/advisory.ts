import { z } from "zod";
import { CaseParams, Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import { Problem, Text } from "./words.ts";

export const AdvisoryRef = z.string().regex(/^AS-\d{4}-\d{4,}$/);
const Params = z.object({ ref: AdvisoryRef });

/** A draft may be unfinished: its shape is core/advisory's `Advisory`, and every fault is listed, not refused. */
export const AdvisoryDraft = z.record(z.string(), z.unknown());

export const RENDERINGS = ["csaf", "osv", "cve", "openvex"] as const;

export const RenderingState = z.object({
  rendering: z.enum(RENDERINGS),
  /** `absent`: this rendering does not exist for this advisory, and `note` says why (no CVE id is ever made up). */
  state: z.enum(["valid", "invalid", "absent"]),
  note: z.string(),
  problems: z.array(Problem),
});

export const AdvisoryPage = z.object({
  ref: AdvisoryRef,
  caseRef: z.string(),
  revision: z.number().int(),
  draft: AdvisoryDraft,
  /** Faults of the draft itself, with pointers into `draft`. */
  problems: z.array(Problem),
  renderings: z.array(RenderingState),
  mayPublish: z.object({ allowed: z.boolean(), why: z.string().nullable() }),
  published: z.array(
    z.object({
      number: z.number().int(),
      at: Instant,
      by: z.string(),
      files: z.array(z.object({ name: z.string(), path: z.string() })),
    }),
  ),
});
export type AdvisoryPage = z.infer<typeof AdvisoryPage>;

export const startAdvisory = route({
  id: "startAdvisory",
  method: "POST",
  path: "/api/cases/:ref/advisory",
  summary: "Start the advisory of a case, filled from what the case knows",
  permission: "advisory.edit",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  answer: AdvisoryPage,
  status: 201,
});

export const listAdvisories = route({
  id: "listAdvisories",
  method: "GET",
  path: "/api/advisories",
  summary: "Advisories, newest change first",
  permission: "advisory.edit",
  audit: "none",
  query: PageQuery,
  answer: page(
    z.object({
      ref: AdvisoryRef,
      caseRef: z.string(),
      title: z.string(),
      published: z.number().int(),
      changedAt: Instant,
    }),
  ),
});

export const getAdvisory = route({
  id: "getAdvisory",
  method: "GET",
  path: "/api/advisories/:ref",
  summary: "The draft, its faults per rendering, and what is published",
  permission: "advisory.edit",
  audit: "access",
  params: Params,
  answer: AdvisoryPage,
});

export const editAdvisory = route({
  id: "editAdvisory",
  method: "PUT",
  path: "/api/advisories/:ref",
  summary: "Replace the draft; `revision` is the one you started from",
  permission: "advisory.edit",
  audit: "decision",
  params: Params,
  body: z.strictObject({ revision: z.number().int(), draft: AdvisoryDraft }),
  answer: AdvisoryPage,
});

export const publishAdvisory = route({
  id: "publishAdvisory",
  method: "POST",
  path: "/api/advisories/:ref/publish",
  summary: "Publish the draft as the next version, signed; published versions never change",
  permission: "advisory.publish",
  audit: "decision",
  params: Params,
  body: z.strictObject({
    revision: z.number().int(),
    summary: Text(500),
    /** True: where the guard would rewrite something, publish it rewritten. */
    rewrite: z.boolean().default(false),
  }),
  answer: AdvisoryPage,
});

export const withdrawAdvisory = route({
  id: "withdrawAdvisory",
  method: "POST",
  path: "/api/advisories/:ref/withdraw",
  summary:
    "Publish, as the next version, that the advisory no longer holds; what was said stays to be read",
  permission: "advisory.publish",
  audit: "decision",
  params: Params,
  body: z.strictObject({ reason: Text(1000) }),
  answer: AdvisoryPage,
});

export const RENDERED = [...RENDERINGS, "markdown", "text"] as const;

export const renderAdvisory = route({
  id: "renderAdvisory",
  method: "GET",
  path: "/api/advisories/:ref/renderings/:rendering",
  summary: "The draft as one of its renderings, for a preview or for the command line",
  permission: "advisory.edit",
  audit: "access",
  params: Params.extend({ rendering: z.enum(RENDERED) }),
  rawAnswer: "text/plain",
});
