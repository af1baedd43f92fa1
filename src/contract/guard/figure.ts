import { z } from "zod";
import { Day } from "../page.ts";
import { route } from "../route.ts";
import { Channel, GuardAction, Sha256 } from "./shapes.ts";

/** Null where there are fewer than `smallest`, or where the rest would tell them. */
const Cell = z.number().int().nullable();

export const GuardFigures = z.object({
  from: Day,
  to: Day,
  smallest: z.number().int(),
  decisions: Cell,
  verdicts: z.array(z.object({ verdict: GuardAction, count: Cell })),
  channels: z.array(
    z.object({
      channel: Channel,
      verdicts: z.array(z.object({ verdict: GuardAction, count: Cell })),
    }),
  ),
  rules: z.array(z.object({ ruleId: z.string(), count: Cell })),
  days: z.array(
    z.object({ day: Day, verdicts: z.array(z.object({ verdict: GuardAction, count: Cell })) }),
  ),
  escalations: z.object({
    waiting: z.number().int(),
    released: Cell,
    rewritten: Cell,
    blocked: Cell,
    expired: Cell,
    /** Seconds from question to answer. */
    medianSeconds: z.number().nullable(),
  }),
  /** Milliseconds of the whole decision. */
  times: z.object({ median: z.number().nullable(), p99: z.number().nullable() }),
  policies: z.array(z.object({ channel: Channel, policy: Sha256 })),
});
export type GuardFigures = z.infer<typeof GuardFigures>;

export const getGuardFigures = route({
  id: "getGuardFigures",
  method: "GET",
  path: "/api/guard/figures",
  summary: "Counts by verdict, channel and rule; small cells are suppressed",
  permission: "guard.read",
  audit: "none",
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  answer: GuardFigures,
});
