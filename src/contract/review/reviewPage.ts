import { z } from "zod";
import { ENDINGS } from "#core/review/reviewWords.ts";
import { Id, Instant } from "../page.ts";
import {
  Agency,
  ClaimedLabel,
  ClockShape,
  Conflict,
  CoverageShape,
  Declared,
  Destruction,
  Enquiry,
  Grant,
  Incident,
  Material,
  Partner,
  ReleaseDates,
  Released,
  ReviewResult,
  TermsVersion,
} from "./shapes.ts";

/** A review as one side of it sees it. */
export const ReviewPage = Declared.extend({
  /** Counts changes; the answer's ETag. */
  edition: z.number().int(),
  side: z.enum(["lab", "agency"]),
  clock: ClockShape,
  agencies: z.array(Agency),
  terms: z.array(TermsVersion),
  releases: ReleaseDates,
  released: Released,
  grants: z.array(Grant),
  conflicts: z.array(Conflict),
  materials: z.array(Material.extend({ mayRead: z.boolean(), why: z.string().nullable() })),
  labels: z.array(ClaimedLabel.extend({ state: z.enum(["not-yet", "in-force", "lapsed"]) })),
  results: z.array(ReviewResult),
  incidents: z.array(Incident),
  enquiry: Enquiry.nullable(),
  coverage: CoverageShape.nullable(),
  partners: z.array(Partner),
  destructions: z.array(Destruction),
  /** Partners that both sides have said yes to. */
  selected: z.array(z.string()),
  /** An incident is open: nothing is accessed until it ends. */
  isPaused: z.boolean(),
  ended: z.object({ how: z.enum(ENDINGS), at: Instant, reason: z.string().nullable() }).nullable(),
  /** What this asker may do now, and why not where not. */
  moves: z.array(z.object({ move: z.string(), open: z.boolean(), why: z.string().nullable() })),
  /** People of the lab and of the attached agencies, with the keys one may seal to. */
  people: z.array(
    z.object({
      personId: Id,
      name: z.string(),
      partyId: Id,
      party: z.string(),
      keys: z.array(z.object({ id: Id, key: z.string(), holder: z.enum(["file", "passkey"]) })),
    }),
  ),
});
export type ReviewPage = z.infer<typeof ReviewPage>;

export const ReviewLine = Declared.extend({
  clock: z.object({ state: z.enum(["not-started", "running", "ended"]), line: z.string() }),
  side: z.enum(["lab", "agency"]),
  changedAt: Instant,
});
export type ReviewLine = z.infer<typeof ReviewLine>;

export const ReviewAccess = z.object({
  seq: z.number().int(),
  at: Instant,
  personId: Id,
  partyId: Id,
  name: z.string(),
  what: z.enum(["review", "envelope", "payload", "endpoint"]),
  materialId: Id.nullable(),
  grantId: z.string().nullable(),
  way: z.string(),
  origin: z.string(),
  detail: z.string(),
});
export type ReviewAccess = z.infer<typeof ReviewAccess>;
