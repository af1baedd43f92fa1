import { useState } from "react";
import type { PlaintextFindings, SealedReading } from "#core/guard/plaintext.ts";
import { readFile } from "../../sealed/readFile.ts";
import { asksForReason, toReading } from "./sealedReading.ts";

/**
 * Reads what is to be sealed when somebody asks for the sealing. Where nothing is found it goes on at once; else they are shown
 * what was, and ask again.
 */
export function useReading() {
  const [found, setFound] = useState<PlaintextFindings>();
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [reason, setReason] = useState("");
  const asks = found !== undefined && asksForReason(found.reading);
  const read = async (file: File, seal: (reading: SealedReading) => void) => {
    if (found) return seal(toReading(found.reading, reason));
    setReading(true);
    setError(null);
    try {
      const fresh = await readFile(file);
      if (fresh.reading.highest === "none") seal(toReading(fresh.reading, ""));
      else setFound(fresh);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setReading(false);
    }
  };
  return {
    found,
    isReading,
    error,
    asks,
    reason,
    setReason,
    read,
    /** Something else is to be sealed. */
    forget: () => setFound(undefined),
    /** What still has to be said. */
    lacks: asks && reason.trim() === "",
  };
}
