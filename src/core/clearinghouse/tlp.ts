import type { CaseState, Tlp } from "./caseState.ts";
import { TLP } from "./caseState.ts";

type Marked = Pick<CaseState, "tlp" | "readers">;

/** Whether who reads `into` may read what was marked `tlp`; TLP:RED names persons, so no label alone is enough for it. */
export const isWithinMark = (tlp: string, into: Tlp): boolean =>
  tlp !== "RED" && TLP.indexOf(into) >= TLP.indexOf(tlp as Tlp);

/** Whether what `from` holds may be shown in `into`: nobody reads there who could not read here. */
export const mayFlow = (from: Marked, into: Marked): boolean =>
  from.tlp === "RED"
    ? into.tlp === "RED" && into.readers.every((reader) => from.readers.includes(reader))
    : isWithinMark(from.tlp, into.tlp);
