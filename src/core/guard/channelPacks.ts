import type { Channel } from "./channel.ts";
import type { Pack } from "./pack.ts";
import { PACKS } from "./packs/catalogue.ts";

/** What reads everything that leaves, at every channel, whatever is chosen besides: nobody can take these out. */
export const ALWAYS: readonly string[] = ["secrets", "tlp", "embargo", "trade-secret", "erased"];

/** What reads besides, until somebody chooses otherwise. */
export const CHOSEN: Readonly<Record<Channel, readonly string[]>> = {
  mail: ["personal"],
  advisory: ["personal"],
  public: ["personal"],
  report: [], // to those who take part in the review, by name: it is about what they did
  proxy: ["personal"],
  sealed: ["personal"],
};

/** The ids of a channel's packs: those that always read, then the chosen ones. */
export const idsFor = (channel: Channel, chosen: readonly string[] | undefined): string[] => [
  ...ALWAYS,
  ...(chosen ?? CHOSEN[channel]).filter((id) => !ALWAYS.includes(id)),
];

/** The packs themselves. One that a desk uploaded stands for a built-in one of the same id, but never for one that always reads. */
export function packsFor(
  channel: Channel,
  chosen: readonly string[] | undefined,
  uploaded: readonly Pack[] = [],
): Pack[] {
  return idsFor(channel, chosen).flatMap((id) => {
    const own = ALWAYS.includes(id) ? undefined : uploaded.find((pack) => pack.id === id);
    const pack = own ?? PACKS.find((one) => one.id === id);
    return pack ? [pack] : [];
  });
}
