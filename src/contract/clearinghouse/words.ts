import { z } from "zod";

/** Words of the clearinghouse as they stand in the API. */
export const Tlp = z.enum(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]);
export const EvidenceLevel = z.enum([
  "asserted",
  "reproduced",
  "independently-reproduced",
  "owner-confirmed",
  "refuted",
]);
export const Side = z.enum(["finder", "verifier", "owner"]);
export const Match = z.enum(["same", "proposed", "new"]);
export const CaseStatus = z.enum(["open", "merged", "closed"]);
export const Problem = z.object({ rule: z.string(), pointer: z.string(), message: z.string() });
export const Signal = z.object({
  name: z.string(),
  verdict: z.enum(["agrees", "disagrees", "unknown"]),
  here: z.string(),
  there: z.string(),
});
export const Text = (max: number) => z.string().trim().min(1).max(max);
export const Reason = Text(2000);
