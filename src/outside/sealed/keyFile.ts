import { open } from "node:fs/promises";
import { toIdentity, toIdentityFile } from "#core/sealed/identity.ts";
import type { Chance } from "../chance/chance.ts";

/** A new private key in a new file that only its owner may read, on the disk when this returns. Throws where the file is there. */
export async function makeKeyFile(path: string, chance: Chance, now: Date): Promise<string> {
  const identity = toIdentity(chance.random(32));
  const file = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
    throw new Error(`${path} is there already, and a key in it would be lost. Name another file.`);
  });
  try {
    await file.writeFile(toIdentityFile(identity, now));
    await file.sync();
  } finally {
    await file.close();
  }
  return identity;
}
