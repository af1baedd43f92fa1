import type { PlaintextReading, SealedReading } from "#core/guard/plaintext.ts";

export const asksForReason = ({ highest }: PlaintextReading): boolean =>
  highest === "escalate" || highest === "block";

/** A reason that nothing asked for goes nowhere. */
export const toReading = (reading: PlaintextReading, reason: string): SealedReading => ({
  ...reading,
  reason: asksForReason(reading) ? reason.trim() : null,
});
