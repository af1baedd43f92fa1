import { randomBytes, randomUUID } from "node:crypto";

/** Chance, handed to actions as arguments so that tests may fix them. */
export type Chance = {
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
};

export const systemChance: Chance = {
  newId: () => randomUUID(),
  random: (bytes) => randomBytes(bytes),
};

/** 256 bits, as 43 characters of base64url. */
export const newSecret = (chance: Chance): string =>
  Buffer.from(chance.random(32)).toString("base64url");
