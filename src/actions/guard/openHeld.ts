import { type Held, readHeldText } from "#core/guard/held.ts";
import type { EscalationRow } from "#store/guard/escalation.ts";
import type { Deps } from "../deps.ts";
import { aboutHeld } from "./escalate.ts";

/** Null once it is settled: the words are gone then. */
export const openHeld = (
  { guardKey }: Pick<Deps, "guardKey">,
  deskId: string,
  { id, held }: Pick<EscalationRow, "id" | "held">,
): Held | null => (held === null ? null : readHeldText(guardKey.open(deskId, aboutHeld(id), held)));
