import { readFile } from "node:fs/promises";

const FINDINGS = new URL("../../../examples/findings/", import.meta.url);

/** A report of the worked exercise, as it lies in `examples/findings`. */
export const readExampleFinding = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(name, FINDINGS)));
