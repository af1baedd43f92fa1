import type { Pack } from "../pack.ts";
import { DEFAULT_PACKS, PACKS } from "./catalogue.ts";

/** Other names by which people ask for a pack; of each list the first is the one that is told. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  personal: ["personal-data", "personal", "pii"],
  secrets: ["secrets", "secret"],
  "trade-secret": ["trade-secret", "trade-secrets"],
  hipaa: ["hipaa", "hipaa-safe-harbor"],
  soc2: ["soc2", "soc-2"],
  finra: ["finra", "finra-2210"],
};
const namesOf = ({ id }: Pack): readonly string[] => NAMES[id] ?? [id];

/** Name by which a pack of our own is asked for. */
export const packName = (pack: Pack): string => namesOf(pack)[0] ?? pack.id;
export const packNames = (): string[] => PACKS.map(packName);

/** The packs that a name stands for, in any case of letters; undefined: it is no name. */
export function packsNamed(asked: string): readonly Pack[] | undefined {
  const name = asked.toLowerCase().replaceAll("_", "-");
  if (name === "default") return DEFAULT_PACKS;
  if (name === "all") return PACKS;
  const found = PACKS.find((pack) => namesOf(pack).includes(name));
  return found && [found];
}
