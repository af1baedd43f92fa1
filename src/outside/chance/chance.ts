import { randomBytes, randomUUIDv7 } from "node:crypto";

/** Chance, handed to actions as arguments so that tests may fix them. */
export type Chance = {
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
};

/** Ids rise with time (UUID version 7), so that new rows stand together in every index. */
export const systemChance: Chance = {
  newId: () => randomUUIDv7(),
  random: (bytes) => randomBytes(bytes),
};

/** 256 bits, as 43 characters of base64url. */
export const newSecret = (chance: Chance): string =>
  Buffer.from(chance.random(32)).toString("base64url");
