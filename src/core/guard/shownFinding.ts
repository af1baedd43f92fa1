import type { Finding } from "./verdict.ts";

/** A finding as it is shown: without the passage it may be a copy of, which only readers of that case may see. */
export const toShownFinding = ({
  ruleId,
  type,
  action,
  citation,
  detector,
  confidence,
  start,
  end,
  message,
  ...rest
}: Finding & { readonly part?: string }) => ({
  ruleId,
  type,
  action,
  citation,
  detector,
  confidence,
  part: rest.part ?? "body",
  start,
  end,
  message,
});
